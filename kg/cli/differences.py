"""What commands print of the differences that a load makes."""

from itertools import islice
from typing import Any

import click

from kg.cli.session import print_json, say
from kg.ingest.difference_words import Words
from kg.ingest.differences import Differences
from kg.ontology.schema import Schema

limit_option = click.option(
    "--limit",
    type=click.IntRange(1, 1_000_000),
    default=100,
    show_default=True,
    help="How many things.",
)


def print_differences(schema: Schema, found: Differences, limit: int) -> None:
    """The things as data, how many there are as talk."""
    words, counts = Words(schema), found.counts()
    for difference in islice(found.all(), limit):
        click.echo(words.line(difference))
        for change in words.changes(difference):
            click.echo(f"  {change}")
    say("  ".join(f"{name} {count:,}" for name, count in counts.items()))
    if limit < sum(counts.values()):
        say(f"these are the first {limit:,}; --limit shows more")


def print_differences_json(
    schema: Schema, found: Differences, limit: int, about: dict[str, Any]
) -> None:
    """The same as JSON, after what it is about."""
    words = Words(schema)
    things = [words.as_json(difference) for difference in islice(found.all(), limit)]
    print_json({**about, "counts": found.counts(), "things": things})
