"""Rules that hold for other teams than the best, as the integer programme states them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.query.team.costs import gap_price

if TYPE_CHECKING:
    from collections.abc import Collection

    from kg.query.team.model import Model, Rule


def no_more_open(gaps: int) -> Rule:
    """The team pays no more for what stays open."""

    def rule(model: Model) -> None:
        demands = zip(model.problem.demands, model.covered, strict=True)
        left_open = sum(gap_price(demand) * (1 - covered) for demand, covered in demands)
        model.model.add(left_open <= gaps)

    return rule


def differs_from(team: Collection[str], least_new: int) -> Rule:
    """So many members, or more, are not in another team, and not all of its own are kept.

    Who is required cannot be left out: another team of these alone asks for new members only.
    """

    def rule(model: Model) -> None:
        joins = {c.id: join for c, join in zip(model.problem.candidates, model.joins, strict=True)}
        new = sum(join for id_, join in joins.items() if id_ not in team)
        model.model.add(new >= least_new)
        if not set(team) <= model.problem.rules.required:
            kept = sum(joins[id_] for id_ in team if id_ in joins)
            model.model.add(kept <= len(team) - 1)

    return rule
