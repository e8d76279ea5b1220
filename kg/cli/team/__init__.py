"""kg team: who together covers a need, and what can be asked of a team that was formed."""

import click

from kg.cli.team.compare import compare
from kg.cli.team.explain import explain
from kg.cli.team.export import export
from kg.cli.team.form import form
from kg.cli.team.swap import swap


class _TeamGroup(click.Group):
    """A group that forms a team where no other of its commands is named."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        own = ("--help", "-h")
        if args and args[0] not in self.commands and args[0] not in own:
            args = [form.name or "", *args]
        return super().parse_args(ctx, args)


@click.group(cls=_TeamGroup)
def team() -> None:
    """Form the team that covers a need at least cost, and ask what else there is.

    \b
    kg team "NEED" and kg team --opportunity ID are short for kg team form.
    """


team.add_command(form)
team.add_command(explain)
team.add_command(swap)
team.add_command(compare)
team.add_command(export)
