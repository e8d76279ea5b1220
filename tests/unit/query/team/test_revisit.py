"""A team of a file is told as it is today, and that another one is best is not hidden."""

from kg.query.team.answer import TeamAnswer, TeamRequest
from kg.query.team.document import TeamDocument
from kg.query.team.revisit import Revisited, revisit
from tests.factories import FakeCatalogue, capability, firm
from tests.unit.query.team.fakes import TODAY, form

NEED = "five-axis milling of titanium; powder coating of steel frames"
CATALOGUE = FakeCatalogue(
    [firm("Acme"), firm("Beta"), firm("Gamma")],
    [
        capability("Acme", "five-axis milling of titanium"),
        capability("Beta", "powder coating of steel frames", level=5),
        capability("Gamma", "powder coating of steel frames", level=1),
    ],
)


def told(*members: str, revision: int = 7, **terms: object) -> Revisited:
    request = TeamRequest(NEED, **terms)  # type: ignore[arg-type]
    return revisit(TeamDocument(request, members, revision), _form, TODAY)


def _form(request: TeamRequest) -> TeamAnswer:
    return form(request, CATALOGUE)


def ids(found: Revisited) -> list[str]:
    return [member.organisation.id for member in found.answer.members]


def test_the_best_team_is_found_again() -> None:
    found = told("beta", "acme")
    assert (ids(found), found.best, found.has_changed) == (["acme", "beta"], (), False)


def test_another_team_keeps_its_members_and_the_best_is_named() -> None:
    found = told("acme", "gamma", excluded=("gamma",))
    assert (ids(found), found.best) == (["acme", "gamma"], ("acme", "beta"))
    # What was asked for stays as it was.
    assert found.answer.request == TeamRequest(NEED, excluded=("gamma",))
    assert found.answer.shares is not None


def test_a_smaller_team_tells_what_it_leaves_open() -> None:
    found = told("acme")
    assert ids(found) == ["acme"]
    assert [gap.requirement for gap in found.answer.gaps] == ["R2"]


def test_that_the_graph_has_changed_is_known() -> None:
    assert told("acme", "beta", revision=3).has_changed
