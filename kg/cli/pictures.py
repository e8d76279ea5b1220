"""The options of commands whose answers can be drawn, or written for other programs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any

import click

from kg.cli.output import check_replaced, output_option, yes_option
from kg.cli.session import say
from kg.errors import InputError, UsageError
from kg.ingest.backup_file import put_in_place

# As in kg.query.pictures.present, which is not imported before something is drawn.
FORMS = ("svg", "html", "csv", "graphml", "geojson")
DRAWN = ("svg", "html")


@dataclass(frozen=True, slots=True)
class Drawing:
    """In which form an answer is to be written, as which picture, and to which file."""

    form: str
    picture: str | None
    output: Path | None

    def write(self, text: str) -> None:
        """Writes to the file, or to stdout."""
        if self.output is None:
            click.echo(text, nl=False)
            return
        folder = self.output.absolute().parent
        if not folder.is_dir():
            raise InputError(f"there is no folder {folder}; next step: make it, or name another")
        with put_in_place(self.output) as stream:
            stream.write(text.encode())
        say(f"{self.output}: {self.form}")


def drawn_as(
    *pictures: str, forms: tuple[str, ...] = FORMS
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Options of a command that then gets `drawing`, None where nobody asked for one."""

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        @wraps(command)
        def run(**options: Any) -> None:
            drawing = _drawing({name: options.pop(name) for name in NAMES}, forms, options)
            command(drawing=drawing, **options)

        format_option = click.option(
            "--format",
            "form",
            type=click.Choice(forms),
            help="Write a picture (svg, html) or the same facts for other programs. "
            "Without it, the ending of --output says which.",
        )
        picture_option = click.option(
            "--picture",
            type=click.Choice(pictures),
            help=f"What svg and html show. [default: {pictures[0]}]",
        )
        return format_option(picture_option(output_option(yes_option(run))))

    return decorate


NAMES = ("form", "picture", "output", "yes")


def _drawing(
    given: Mapping[str, Any], forms: tuple[str, ...], others: Mapping[str, Any]
) -> Drawing | None:
    output, picture = given["output"], given["picture"]
    form = given["form"] or _form_of(output, picture, forms)
    if form is None:
        return None
    if others.get("as_json"):
        raise UsageError(f"--json and --format {form} exclude each other; next step: leave one out")
    if picture and form not in DRAWN:
        raise UsageError(f"{form} is no picture; next step: leave --picture out, or ask for svg")
    check_replaced(output, given["yes"])
    return Drawing(form, picture, output)


def _form_of(output: Path | None, picture: str | None, forms: tuple[str, ...]) -> str | None:
    """The form that the name of a file says, or svg where only a picture is asked for."""
    if output is None:
        return "svg" if picture else None
    ending = output.suffix.lower().removeprefix(".")
    if ending not in forms:
        raise UsageError(
            f"{output} does not say in which form to write; next step: add --format, one of "
            f"{', '.join(forms)}"
        )
    return ending
