"""Numbers that the page on teams quotes are those of the code."""

import pytest

from kg.query.team import costs, separable
from kg.query.team.answer import TeamRequest
from tests.docs.pages import ROOT

TEAMS = (ROOT / "docs" / "teams.md").read_text("utf-8")
WORDS = {2: "two", 3: "three"}


@pytest.mark.parametrize(
    "phrase",
    [
        f"{costs.COORDINATION:.2f} for each member after the first",
        f"{costs.OVERLAP:.2f} × fit",  # noqa: RUF001  # as the page writes it
        f"{costs.GAP:.0f} for each requirement that stays open, {costs.GAP / 2:.0f} for a wish",
        f"Up to {separable.MOST_PROVEN} requirements the best team is found and proven",
        f"up to {WORDS[TeamRequest().alternatives]} by default",
    ],
)
def test_a_number_of_the_teams_is_the_code_s(phrase: str) -> None:
    assert phrase in TEAMS
