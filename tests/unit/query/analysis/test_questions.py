"""Where the need is unclear, or nobody fits, two or three questions are put to the customer."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.conditions import Condition, DateCondition, QuantityCondition, RegionCondition
from kg.model import CompetencyMatch, Need, Requirement
from kg.query.analysis.questions import USED_FOR, ask_back, ask_more

ALL: tuple[Condition, ...] = (
    QuantityCondition(text="", amount=40, unit="shafts"),
    RegionCondition(text="", regions=("UKE",)),
    DateCondition(text="", relation="by", day=dt.date(2027, 1, 1)),
)


def requirement(text: str, *confidences: float, id_: str = "R1") -> Requirement:
    found = (CompetencyMatch(f"c{n}", f"work {n}", c) for n, c in enumerate(confidences))
    return Requirement(id_, text, must=True, competencies=tuple(found))


def need(*requirements: Requirement, conditions: tuple[Condition, ...] = ()) -> Need:
    return Need("", requirements, conditions)


def test_a_clear_need_that_states_everything_raises_no_question() -> None:
    assert ask_back(need(requirement("milling", 1.0), conditions=ALL)) == ()


def test_what_is_missing_is_asked() -> None:
    found = ask_back(need(requirement("milling", 1.0), conditions=ALL[:2]))
    assert found == ("By when is it needed?",)


@pytest.mark.parametrize("confidences", [(), (0.3,), (0.8, 0.75)])
@pytest.mark.parametrize("stated", range(len(ALL) + 1))
def test_where_it_is_open_what_is_meant_two_or_three_are_asked(
    confidences: tuple[float, ...], stated: int
) -> None:
    found = ask_back(need(requirement("a thing", *confidences), conditions=ALL[:stated]))
    assert 2 <= len(found) <= 3
    assert "“a thing”" in found[0]


def test_a_text_that_names_no_work_is_asked_about_twice() -> None:
    assert ask_back(need())[1] == USED_FOR


def test_if_nobody_fits_what_is_clear_the_first_question_is_what_to_do() -> None:
    asked = need(requirement("milling", 1.0), requirement("gilding", 1.0, id_="R2"))
    found = ask_more(Need("", asked.requirements, questions=("How much?",)), ["R2"])
    assert found[0].startswith("Nobody is known for “gilding”: may it be done in another way")
    assert found[1:] == ("How much?",)


@given(st.integers(0, 3), st.booleans(), st.sets(st.sampled_from(["R1", "R2"])))
def test_asked_again_the_questions_are_the_same(n: int, is_clear: bool, open_: set[str]) -> None:
    works = (requirement("milling", float(is_clear)), requirement("gilding", 1.0, id_="R2"))
    first = need(*works, conditions=ALL[:n])
    asked = ask_more(Need("", works, first.conditions, questions=ask_back(first)), sorted(open_))
    assert len(asked) <= 3
    again = Need("", works, first.conditions, questions=asked)
    assert ask_more(again, sorted(open_)) == asked
