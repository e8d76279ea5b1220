"""Options that say which links between regions count."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypedDict

import click

from kg.projection.network.reader import Period
from kg.query.links.days import read_period


class Counted(TypedDict):
    """Which links count, as a LinkQuestion takes it."""

    types: tuple[str, ...]
    period: Period
    firms_only: bool
    doubted: bool


def which_links(run: Callable[..., None]) -> Callable[..., None]:
    """Adds the options, and gives what they say as `counted`."""

    @wraps(run)
    def read(
        *,
        types: tuple[str, ...],
        since: str | None,
        until: str | None,
        firms_only: bool,
        without_doubted: bool,
        **others: Any,
    ) -> None:
        period = read_period(since, until)
        counted = Counted(
            types=types, period=period, firms_only=firms_only, doubted=not without_doubted
        )
        run(counted=counted, **others)

    for option in reversed(_OPTIONS):
        read = option(read)
    return read


_OPTIONS = (
    click.option(
        "--type",
        "types",
        metavar="TYPE",
        multiple=True,
        help="Only relationships of this type, such as SUPPLIES; may be given several times.",
    ),
    click.option(
        "--since", metavar="DAY", help="Only what was in force in or after this year or day."
    ),
    click.option("--until", metavar="DAY", help="Only what began in or before this year or day."),
    click.option("--firms-only", is_flag=True, help="Only links between firms."),
    click.option(
        "--without-doubted",
        is_flag=True,
        help="Count nobody in a region that kg quality doubts.",
    ),
)
