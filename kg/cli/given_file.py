"""The text of a file that a user gives."""

from pathlib import Path

import click

from kg.errors import InputError
from kg.query.need_file import LONGEST_FILE


def read_given(file: Path) -> str:
    """The text of a file, - for standard input; raises InputError where it cannot be read."""
    try:
        with click.open_file(str(file), "rb") as stream:
            content: bytes = stream.read(LONGEST_FILE + 1)
    except OSError as error:
        raise InputError(f"cannot read {file}: {error.strerror}") from error
    if len(content) > LONGEST_FILE:
        raise InputError(f"{file} has more than {LONGEST_FILE:,} bytes; next step: shorten it")
    return content.decode("utf-8-sig", "replace")
