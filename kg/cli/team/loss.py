"""Prints what the loss of a member would mean for its team."""

import click

from kg.query.team.alternatives.losses import Lost
from kg.query.team.costs import UNITS


def show_loss(loss: Lost) -> None:
    """What nobody who stays could do, and who would replace the member best."""
    breaks = f"the others cannot do {', '.join(loss.breaks)}" if loss.breaks else "the others do it"
    click.echo(f"      if it leaves: {breaks}; {_replacement(loss)}")


def _replacement(loss: Lost) -> str:
    stays = "stays" if len(loss.opens) == 1 else "stay"
    opens = f"{', '.join(loss.opens)} {stays} open" if loss.opens else ""
    if loss.cost is None:
        return "with one other member no team obeys its rules"
    if loss.replacement is None:
        return f"nobody replaces it: {opens}" if opens else "nobody else is needed"
    who = f"best replaced by {loss.replacement.name} ({loss.replacement.id})"
    price = f"but {opens}" if opens else f"for {loss.cost / UNITS:.2f} more"
    return f"{who}, {price}" + ("" if loss.is_proven else " (not proven)")
