"""The options of commands that write to a file or to standard output."""

from pathlib import Path

import click

from kg.errors import UsageError

output_option = click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    show_default="standard output",
    help="File to write.",
)
yes_option = click.option("--yes", is_flag=True, help="Replace a file that is there.")


def check_replaced(file: Path | None, yes: bool) -> None:
    """Raises UsageError for a file that is there and is not to be replaced."""
    if file is not None and file.exists() and not yes:
        raise UsageError(f"{file} is there already; next step: add --yes to replace it")
