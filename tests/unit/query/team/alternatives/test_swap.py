"""One member is replaced, all others stay, and what changes is told."""

import pytest

from kg.errors import NotFoundError, StateError, UsageError
from kg.query.present_swap import compared_json, swap_json
from kg.query.team.alternatives.difference import Moved, difference
from kg.query.team.alternatives.swap import Swap, swap
from kg.query.team.answer import TeamAnswer, TeamRequest
from tests.factories import FakeCatalogue, capability, firm
from tests.unit.query.team.fakes import FakeOpportunities, form

MILLING = "five-axis milling of titanium"
COATING = "powder coating of steel frames"
CATALOGUE = FakeCatalogue(
    [firm(name) for name in ("Acme", "Beta", "Gamma", "Delta", "Idle")],
    [
        capability("Acme", MILLING, status="evidenced", level=5),
        capability("Beta", COATING, status="evidenced", level=5),
        capability("Gamma", COATING, level=3),
        capability("Delta", COATING, level=1),
        capability("Idle", "beer brewing"),
    ],
)


def ask(text: str = f"{MILLING}; {COATING}", **terms: object) -> TeamAnswer:
    return _form(TeamRequest(text, **terms))  # type: ignore[arg-type]


def _form(request: TeamRequest) -> TeamAnswer:
    return form(request, CATALOGUE)


def ids(answer: TeamAnswer) -> list[str]:
    return [member.organisation.id for member in answer.members]


def exchange(leaves: str = "beta", comes: str | None = None, **terms: object) -> Swap:
    return swap(ask(**terms), leaves, comes, _form)


def test_the_best_replacement_comes_and_the_next_are_named() -> None:
    found = exchange()
    assert (ids(found.before), ids(found.after)) == (["acme", "beta"], ["acme", "gamma"])
    assert [(other.id, other.is_proven) for other in found.further] == [("delta", True)]
    assert found.further[0].cost >= found.difference.cost > 0


def test_it_is_the_best_team_without_who_leaves_where_the_others_stay() -> None:
    again = ask(excluded=("beta",), required=("acme",), most_members=2)
    assert exchange().after.cost == again.cost


def test_who_is_named_comes() -> None:
    found = exchange(comes="delta")
    assert (ids(found.after), found.further) == (["acme", "delta"], ())
    assert found.difference.moved == (Moved("R2", ("Beta",), ("Delta",)),)


def test_what_nobody_else_does_is_open_then() -> None:
    change = exchange("acme").difference
    assert (change.opened, change.closed) == (("R1",), ())
    assert [one.id for one in change.left] == ["acme"]
    assert change.came == ()


def test_what_was_asked_for_stays_asked_for() -> None:
    found = exchange(excluded=("gamma",))
    assert ids(found.after) == ["acme", "delta"]
    assert found.after.request == found.before.request


@pytest.mark.parametrize(
    ("leaves", "comes", "told"),
    [
        ("gamma", None, "gamma is not in the team; next step: name one of acme, beta"),
        ("beta", "acme", "acme is in the team already"),
        ("beta", "idle", "idle is required, and counts for no requirement"),
    ],
)
def test_a_swap_that_is_none_is_refused(leaves: str, comes: str | None, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        exchange(leaves, comes)


def test_who_is_excluded_or_unknown_cannot_come() -> None:
    with pytest.raises(UsageError, match="gamma is excluded by what was asked for"):
        exchange(comes="gamma", excluded=("gamma",))
    with pytest.raises(NotFoundError, match="nobody-known"):
        exchange(comes="nobody-known")


def test_where_no_team_obeys_after_it_the_rules_to_give_up_are_named() -> None:
    owned = FakeOpportunities(owners=[("acme", "gamma")])
    with pytest.raises(StateError, match=r"no team obeys .* give up"):
        swap(ask(), "beta", "gamma", lambda request: form(request, CATALOGUE, owned))


def test_teams_for_different_needs_are_not_compared() -> None:
    with pytest.raises(UsageError, match="for different needs"):
        difference(ask(), ask(MILLING))


def test_the_difference_is_written_with_both_teams() -> None:
    found = exchange()
    told = swap_json(found)
    assert told["difference"]["cost"] == pytest.approx(
        told["after"]["cost"] - told["before"]["cost"]
    )
    assert sum(told["difference"]["terms"].values()) == pytest.approx(told["difference"]["cost"])
    beside = compared_json(found.before, found.after)
    assert beside["difference"] == told["difference"]
