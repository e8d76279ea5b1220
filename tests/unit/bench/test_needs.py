"""The judgements on needs are whole, and the gain of a ranking is as published."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.needs.gain import ndcg
from bench.needs.graph import SEEDS
from bench.needs.judged import HIGHEST, NOBODY, PARTS, JudgedNeed, read_needs

NEEDS = [need for part in PARTS for need in read_needs(part)]


def ids(need: JudgedNeed) -> str:
    return need.id


@pytest.fixture(scope="module")
def organisations() -> set[str]:
    with (SEEDS / "organisations.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"] for row in csv.DictReader(file)}


def test_sixty_needs_have_partners_and_twenty_have_none_half_of_each_held_apart() -> None:
    for part in PARTS:
        needs = [need for need in NEEDS if need.part == part]
        assert sum(need.has_partner for need in needs) == 30
        assert sum(not need.has_partner for need in needs) == 10


def test_each_need_stands_once() -> None:
    assert len({need.id for need in NEEDS}) == len(NEEDS)
    assert len({need.text for need in NEEDS}) == len(NEEDS)


@pytest.mark.parametrize("need", NEEDS, ids=ids)
def test_each_judgement_names_an_organisation_of_the_seeds_with_a_reason(
    need: JudgedNeed, organisations: set[str]
) -> None:
    assert set(need.judgements) <= organisations
    for judgement in need.judgements.values():
        assert 0 <= judgement.grade <= HIGHEST
        assert len(judgement.reason.split()) > 1


@pytest.mark.parametrize("need", NEEDS, ids=ids)
def test_a_need_has_a_partner_unless_nobody_is_one(need: JudgedNeed) -> None:
    assert any(need.grades.values()) is (need.kind not in NOBODY)


def test_gain_is_two_to_the_grade_discounted_by_place() -> None:
    grades = {"a": 3, "b": 2}
    assert ndcg(["a", "b"], grades) == 1
    assert ndcg(["b", "a"], grades) == pytest.approx((3 + 7 / 1.5849625) / (7 + 3 / 1.5849625))
    assert ndcg([], grades) == 0


def test_only_the_first_ten_count() -> None:
    assert ndcg([*"bcdefghijk", "a"], {"a": 3}) == 0


@given(st.permutations("abcdef"))
def test_no_order_is_better_than_that_of_the_grades(ranking: list[str]) -> None:
    grades = {"a": 3, "b": 2, "c": 2, "d": 1, "e": 0}
    assert 0 < ndcg(ranking, grades) <= 1 + 1e-9
