"""What commands share: services from the settings, talk on stderr, data on stdout."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click
from pydantic import ValidationError

from kg.errors import UsageError
from kg.settings import Settings
from kg.wiring import Services

as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


@contextmanager
def services() -> Iterator[Services]:
    """The product as the environment sets it up."""
    built = Services(read_settings(), say)
    try:
        yield built
    finally:
        built.close()


def read_settings() -> Settings:
    """The settings; UsageError names the variable that cannot be used."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = f"KG_{first['loc'][0]}".upper()
        raise UsageError(f"{name}={first['input']!r} cannot be used: {first['msg']}") from error


def say(line: str) -> None:
    """A line of talk."""
    click.echo(line, err=True)


def print_json(value: Any) -> None:
    """A JSON value as data."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))
