"""kg need: how a need is understood."""

import datetime as dt
from pathlib import Path

import click

from kg.cli.given_file import read_given
from kg.cli.session import as_json, print_json, services
from kg.errors import UsageError
from kg.model import Need
from kg.query.describe_need import condition_in_words
from kg.query.need_file import load_need
from kg.query.present import need_json
from kg.wiring import Services

# What is longer is no name of a file.
LONGEST_PATH = 4_096

need_option = click.option(
    "--need",
    "need_file",
    type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
    help="An edited need instead of NEED, as kg need parse --json writes it; - is standard input.",
)


@click.group()
def need() -> None:
    """See how a need is understood, to edit it and ask again."""


@need.command()
@click.argument("text", metavar="TEXT|FILE")
@as_json
def parse(text: str, as_json: bool) -> None:
    """Print how a need is understood: requirements, conditions, and questions to put back.

    The need is TEXT, or stands in FILE; - is standard input. An e-mail may be given as it is.
    """
    words = _words(text)
    today = dt.datetime.now(dt.UTC).date()
    with services() as product:
        read = product.matcher.reader.read(words, product.projection(), today).need
    if as_json:
        print_json(need_json(read))
    else:
        show_need(read)


def check_need(need: str | None, file: Path | None) -> None:
    """Raises UsageError unless a need is given in words or in a file."""
    if (need is None) == (file is None):
        raise UsageError("give a need in words, or a file with --need, and one of the two")


def given_need(need: str | None, file: Path | None, product: Services) -> str | Need:
    """The need in words, or that of a file that was edited."""
    if file is None:
        return need or ""
    return load_need(read_given(file), product.matcher.reader.known(product.projection()))


def show_need(read: Need) -> None:
    """A need as it was understood."""
    for requirement in read.requirements:
        wish = "" if requirement.must else " (wished for)"
        click.echo(f"{requirement.id}  {requirement.text}{wish}")
        for competency in requirement.competencies[:3]:
            click.echo(f"      {competency.confidence:.2f}  {competency.label}")
    for place, condition in enumerate(read.conditions, start=1):
        click.echo(f"C{place}  {condition_in_words(condition)}")
    for question in read.questions:
        click.echo(f"?   {question}")
    for aside in read.set_aside:
        click.echo(f"set aside ({aside.kind}): {' '.join(aside.text.split())}")


def _words(text: str) -> str:
    """The text itself, or what stands in the file of that name."""
    path = Path(text)
    try:
        is_file = text == "-" or (len(text) < LONGEST_PATH and path.is_file())
    except (OSError, ValueError):
        # What no file can be called is a need.
        is_file = False
    return read_given(path) if is_file else text
