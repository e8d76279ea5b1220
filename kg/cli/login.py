"""Who decides: the name that is given, or that of the login."""

import getpass

import click


def _login(_context: click.Context, _option: click.Parameter, name: str | None) -> str:
    try:
        return name or getpass.getuser()
    except (KeyError, OSError) as error:
        raise click.UsageError("there is no login name; next step: add --by NAME") from error


by_option = click.option(
    "--by", metavar="NAME", callback=_login, help="Who decides; without it the login name."
)
