"""The options by which files are said to be all that a source has now."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import click

from kg.errors import UsageError
from kg.ingest.snapshot import ALL_PERCENT, AT_MOST_PERCENT

DELTA, SNAPSHOT = "delta", "snapshot"


def mode_options(command: Callable[..., None]) -> Callable[..., None]:
    """Gives a command `at_most`: how much a snapshot may retire, in percent; None for a delta."""

    @click.option(
        "--mode",
        type=click.Choice((DELTA, SNAPSHOT)),
        default=DELTA,
        show_default=True,
        help="Whether rows that do not come stay, or are retired.",
    )
    @click.option(
        "--retire-at-most",
        type=click.IntRange(0, ALL_PERCENT),
        metavar="PERCENT",
        help="Refuse a snapshot that would retire more of its source or of a table: exit code 7. "
        f"{AT_MOST_PERCENT} if not set.",
    )
    @wraps(command)
    def with_mode(*args: Any, mode: str, retire_at_most: int | None, **options: Any) -> None:
        command(*args, at_most=_at_most(mode, retire_at_most), **options)

    return with_mode


def _at_most(mode: str, retire_at_most: int | None) -> int | None:
    if mode == SNAPSHOT:
        return AT_MOST_PERCENT if retire_at_most is None else retire_at_most
    if retire_at_most is not None:
        raise UsageError("--retire-at-most is for a snapshot; next step: add --mode snapshot")
    return None
