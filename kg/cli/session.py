"""What commands share: services from the settings, talk on stderr, data on stdout."""

import datetime as dt
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import click
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from kg.errors import UsageError
from kg.settings import Settings
from kg.wiring import Services

as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


def say(line: str) -> None:
    """A line of talk."""
    click.echo(line, err=True)


def say_event(event: str, **fields: object) -> None:
    """A line of talk for machines: a JSON object with the time."""
    now = dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds")
    # At once: whoever reads of a batch takes it for safe.
    say(json.dumps({"time": now, "event": event, **fields}, ensure_ascii=False))


@contextmanager
def services(talk: Callable[[str], None] = say) -> Iterator[Services]:
    """The product as the environment sets it up; `talk` takes what it says of itself."""
    built = Services(read_settings(), talk)
    try:
        yield built
    finally:
        built.close()


def read_settings() -> Settings:
    """The settings; UsageError names the variable that cannot be used."""
    try:
        return Settings()
    except ValidationError as error:
        raise UsageError(_unusable(error.errors()[0])) from error


def _unusable(fault: ErrorDetails) -> str:
    """What is wrong with a setting; an address may hold a password, so it is not repeated."""
    field, given = str(fault["loc"][0]), fault["input"]
    shown = "" if "@" in str(given) else f"={given!r}"
    meant = Settings.model_fields[field].description
    if fault["type"] != "string_pattern_mismatch":
        meant = f"{fault['msg']}. {meant}"
    return f"KG_{field.upper()}{shown} cannot be used: {meant} Next step: set it so, or unset it"


def print_json(value: Any) -> None:
    """A JSON value as data."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))
