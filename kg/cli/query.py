"""kg query: asks the graph in Cypher."""

import shutil
import sys
from dataclasses import replace

import click

from kg.cli.session import as_json, print_json, say, services
from kg.errors import UsageError
from kg.graph.read_only import ReadAnswer
from kg.query.console import (
    MOST_BYTES,
    MOST_ROWS,
    MOST_SECONDS,
    USUAL_LIMITS,
    Question,
)
from kg.query.console_parameters import read_parameters
from kg.query.console_present import answer_csv, answer_json, answer_table

MEGABYTE = 1_000_000


@click.command()
@click.argument("cypher")
@click.option(
    "--param",
    "parameters",
    metavar="NAME=VALUE",
    multiple=True,
    help="A parameter, in CYPHER $NAME; VALUE is JSON, or else a text. May be repeated.",
)
@click.option(
    "--limit",
    type=click.IntRange(1, MOST_ROWS),
    default=USUAL_LIMITS.rows,
    show_default=True,
    help="How many rows.",
)
@click.option(
    "--timeout",
    type=click.IntRange(1, MOST_SECONDS),
    default=int(USUAL_LIMITS.seconds),
    show_default=True,
    help="After how many seconds the query is stopped.",
)
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV.")
@as_json
def query(
    cypher: str,
    *,
    parameters: tuple[str, ...],
    limit: int,
    timeout: int,
    as_csv: bool,
    as_json: bool,
) -> None:
    """Ask the graph in CYPHER, which may only read; - takes it from stdin."""
    if as_csv and as_json:
        raise UsageError("--csv and --json do not go together; choose one")
    text = sys.stdin.read() if cypher == "-" else cypher
    limits = replace(USUAL_LIMITS, seconds=timeout, rows=limit)
    question = Question(text, read_parameters(parameters), limits)
    with services() as product:
        answer = product.console.ask(question)
    if as_json:
        print_json(answer_json(answer))
    elif as_csv:
        click.echo(answer_csv(answer), nl=False)
    else:
        _show(answer)
    _say_truncated(answer, limit)


def _show(answer: ReadAnswer) -> None:
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    for line in answer_table(answer, width):
        click.echo(line)
    if not answer.rows:
        say("no rows")


def _say_truncated(answer: ReadAnswer, limit: int) -> None:
    if answer.truncated == "rows":
        say(f"these are the first {limit:,} rows; --limit shows more")
    elif answer.truncated == "bytes":
        size = f"{MOST_BYTES // MEGABYTE} MB"
        say(f"cut off after {len(answer.rows):,} rows, at {size}; ask for fewer properties")
