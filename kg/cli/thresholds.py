"""The options that say how many rows of a load may be rejected."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import click

from kg.ingest.thresholds import Bound, Thresholds, read_bound


def _read(_context: click.Context, _option: click.Parameter, text: str | None) -> Bound | None:
    return None if text is None else read_bound(text)


def threshold_options(command: Callable[..., None]) -> Callable[..., None]:
    """Gives a command `thresholds`, those of `--warn-above` and `--stop-above`, for one run."""

    @click.option(
        "--warn-above",
        "warn",
        metavar="SHARE",
        callback=_read,
        help="End with exit code 5 if more rows are rejected: 5%, or 200 for a number of rows. "
        "Without it the source's, see kg source.",
    )
    @click.option(
        "--stop-above",
        "stop",
        metavar="SHARE",
        callback=_read,
        help="Check all files first, and write nothing if more rows would be rejected: exit "
        "code 6. Without it the source's.",
    )
    @wraps(command)
    def with_thresholds(*args: Any, warn: Bound | None, stop: Bound | None, **options: Any) -> None:
        command(*args, thresholds=Thresholds(warn, stop), **options)

    return with_thresholds


def thresholds_of(settings: Any) -> Thresholds:
    """The thresholds that a source has by its settings."""
    warn, stop = settings.get("warnAbove"), settings.get("stopAbove")
    return Thresholds(
        read_bound(str(warn)) if warn is not None else None,
        read_bound(str(stop)) if stop is not None else None,
    )
