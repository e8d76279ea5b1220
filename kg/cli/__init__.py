"""The command line: data on stdout, talk on stderr, documented exit codes."""

import errno
import importlib
import logging
import sys
from collections.abc import Sequence

import click

from kg.errors import KgError, StateError, StorageError, UsageError

# Where each command lives; a command is imported when it is run, so that all start fast.
COMMANDS = {
    "up": "kg.cli.engine:up",
    "down": "kg.cli.engine:down",
    "status": "kg.cli.engine:status",
    "doctor": "kg.cli.doctor:doctor",
    "ingest": "kg.cli.ingest:ingest",
    "load": "kg.cli.load:load",
    "source": "kg.cli.source:source",
    "quarantine": "kg.cli.quarantine:quarantine",
    "resolve": "kg.cli.resolve:resolve",
    "forget": "kg.cli.forget:forget",
    "match": "kg.cli.match:match",
    "need": "kg.cli.need:need",
    "feedback": "kg.cli.feedback:feedback",
    "team": "kg.cli.team:team",
    "opportunity": "kg.cli.opportunity:opportunity",
    "enterprise": "kg.cli.enterprise:enterprise",
    "firm": "kg.cli.firm:firm",
    "complements": "kg.cli.complements:complements",
    "query": "kg.cli.query:query",
    "regions": "kg.cli.regions:regions",
    "clusters": "kg.cli.clusters:clusters",
    "chains": "kg.cli.chains:chains",
    "serve": "api.serve:serve",
    "weights": "kg.cli.weights:weights",
    "model": "kg.cli.model:model",
    "ontology": "kg.cli.ontology:ontology",
    "quality": "kg.cli.quality:quality",
    "export": "kg.cli.export:export",
    "backup": "kg.cli.backup:backup",
    "restore": "kg.cli.backup:restore",
    "reindex": "kg.cli.reindex:reindex",
}
SPACE_ERRORS = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES)
OURS = ("kg", "api")
INTERRUPTED = 130


class _LazyGroup(click.Group):
    """A group that imports a command when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        command = getattr(importlib.import_module(module), name)
        assert isinstance(command, click.Command)  # noqa: S101
        return command


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="virtual-cluster-kg")
def cli() -> None:
    """Knowledge graph and semantic search for virtual business clusters.

    \b
    Exit codes: 0 done, 1 the request cannot be answered, 2 wrong usage,
    3 done but some rows were rejected, 4 the graph is not available, 5 done but more rows
    were rejected than the source's warning, 6 nothing was written since too many rows would
    be rejected, 7 nothing was written since a snapshot would retire too much,
    130 interrupted.
    """


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line; returns the exit code."""
    # The driver logs what a server remarks on a statement; that is no talk for users.
    logging.getLogger("neo4j").setLevel(logging.CRITICAL)
    try:
        return _run(arguments)
    except KgError as error:
        click.echo(f"kg: {error}", err=True)
        return error.exit_code
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] in OURS:
            raise
        step = "next step: install virtual-cluster-kg again, into this environment"
        click.echo(f"kg: the package {error.name} is missing; {step}", err=True)
        return StateError.exit_code
    except UnicodeEncodeError as error:
        # Python keeps bytes of an argument that are no UTF-8 as surrogates; nothing can store them.
        if not any("\ud800" <= character <= "\udfff" for character in error.object):
            raise
        step = "next step: write it in UTF-8"
        click.echo(f"kg: {error.object!r} is not text in UTF-8; {step}", err=True)
        return UsageError.exit_code
    except OSError as error:
        if error.errno not in SPACE_ERRORS:
            raise
        click.echo(f"kg: {error.strerror}: {error.filename}; next step: set KG_HOME", err=True)
        return StorageError.exit_code


def _run(arguments: Sequence[str] | None) -> int:
    try:
        code = cli.main(args=arguments, prog_name="kg", standalone_mode=False)
    except click.exceptions.Abort:
        click.echo("kg: interrupted; what was committed is safe, and can be gone on with", err=True)
        return INTERRUPTED
    except click.ClickException as error:
        error.show(sys.stderr)
        return UsageError.exit_code
    return code if isinstance(code, int) else 0
