"""Prints teams that trade cost against local work and robustness."""

import click

from kg.query.team.alternatives.choices import Choice, Choices
from kg.query.team.costs import UNITS


def show_choices(found: Choices | None) -> None:
    """A line for each team, with what it gives for what it costs more than the one before."""
    if found is None or not found.teams:
        return
    click.echo("\nto choose from: no team is better in one of these and as good in the others")
    click.echo(f"{'cost':>7}{'local':>8}{'robust':>8}  members")
    for place, choice in enumerate(found.teams):
        local = "-" if choice.local is None else f"{choice.local:.0%}"
        names = ", ".join(one.name for one in choice.members)
        click.echo(f"{choice.cost / UNITS:>7.2f}{local:>8}{choice.robust:>8.0%}  {names}")
        before = found.teams[place - 1] if place else None
        if before is not None:
            click.echo(f"{'':25}{_traded(before, choice)}")
        if choice.cost != choice.bound:
            bound = f"{choice.bound / UNITS:.2f}"
            click.echo(f"{'':25}not proven: none as local and robust costs less than {bound}")
    if not found.is_complete:
        click.echo("there may be more: time was up; next step: allow more with --seconds")


def _traded(before: Choice, now: Choice) -> str:
    """What changes from one team to the next one."""
    changes = [f"{(now.cost - before.cost) / UNITS:+.2f} cost"]
    if now.local is not None and before.local is not None and now.local != before.local:
        changes.append(f"{100 * (now.local - before.local):+.0f} points local")
    if now.robust != before.robust:
        changes.append(f"{100 * (now.robust - before.robust):+.0f} points robust")
    return ", ".join(changes)
