"""Prints the shares that are proposed for the members of a team."""

from collections.abc import Sequence

import click

from kg.query.present_shares import exposure_words, percent
from kg.query.team.shares import INPUT_WEIGHT, RISK_WEIGHT, Shares


def show_shares(shares: Shares | None, letters: Sequence[str]) -> None:
    """A line of shares for each member, with where they come from."""
    if shares is None:
        return
    wide = max(len("proposed shares"), *map(len, letters))
    click.echo(f"\n{'proposed shares':{wide}}      input       risk    revenue")
    for letter, member in zip(letters, shares.members, strict=True):
        columns = "".join(f"{percent(n):>11}" for n in (member.input, member.risk, member.revenue))
        lead = "  lead partner" if member.member == shares.lead else ""
        click.echo(f"{letter:{wide}}{columns}{lead}\n      risk {exposure_words(member.exposure)}")
    click.echo(
        f"revenue {INPUT_WEIGHT} % by input and {RISK_WEIGHT} % by risk, after "
        f"{percent(shares.cluster)} of it for the cluster"
    )
