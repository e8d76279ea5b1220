"""Prints two teams for the same need side by side."""

from dataclasses import asdict

import click

from kg.query.team.alternatives.difference import covering
from kg.query.team.answer import TeamAnswer
from kg.query.team.costs import UNITS

LABEL, WIDE = 44, 34


def show_beside(one: TeamAnswer, other: TeamAnswer, heads: tuple[str, str]) -> None:
    """Figures, terms of the cost and who covers what, a column for each team."""
    _line("", *heads)
    _line("status", one.status.value, other.status.value)
    _line("cost", *(f"{answer.cost.total / UNITS:.2f}" for answer in (one, other)))
    terms, others = asdict(one.cost), asdict(other.cost)
    for term, amount in terms.items():
        if amount or others[term]:
            _line(f"  {term}", f"{amount / UNITS:.2f}", f"{others[term] / UNITS:.2f}")
    if one.local is not None or other.local is not None:
        _line("local share of the work", *(_percent(answer.local) for answer in (one, other)))
    _line("robust: left of the work, whoever leaves", _percent(one.robust), _percent(other.robust))
    _line("members", str(len(one.members)), str(len(other.members)))
    for requirement in one.need.requirements:
        wished = "" if requirement.must else " (wished for)"
        _line(
            f"{requirement.id}  {requirement.text}{wished}",
            *(_names(covering(answer, requirement.id)) for answer in (one, other)),
        )


def _line(label: str, one: str, other: str) -> None:
    click.echo(f"{_cut(label, LABEL):{LABEL}}  {_cut(one, WIDE):{WIDE}}  {other}".rstrip())


def _names(names: tuple[str, ...]) -> str:
    return " + ".join(names) or "open"


def _percent(share: float | None) -> str:
    return "not asked" if share is None else f"{share:.0%}"


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
