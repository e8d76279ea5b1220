"""The bar, on organisations of European research projects of which nothing was learned."""

import pytest

from bench.resolution.bodies import of_split, read_bodies
from bench.resolution.labelled import KINDS, label
from bench.resolution.learn import outcome_of
from bench.resolution.pairs import Judged, judged_pairs
from kg.ingest.resolution.resolver import Resolver
from tests.unit.ingest.resolution.pairs import vocabulary, weights

pytestmark = pytest.mark.needs_data
PRECISION, RECALL = 0.98, 0.90
# Of one body, and found as a candidate, but called different.
MOST_DROPPED = 0.002
# Of one name in another town, since the name has words enough that few share it.
MOST_JOINED = 0.1


@pytest.fixture(scope="module")
def judged() -> list[Judged]:
    labelled = label(of_split(read_bodies(), "test"), KINDS, "test")
    return list(judged_pairs(labelled, vocabulary()))


def test_what_is_called_the_same_is_the_same(judged: list[Judged]) -> None:
    same = [one.pair.is_same for one in judged if outcome_of(one, weights()) == "same"]
    assert sum(same) / len(same) >= PRECISION


def test_most_changed_copies_of_a_row_are_found(judged: list[Judged]) -> None:
    rows = [one for one in judged if one.pair.is_same and one.is_of_original]
    found = [one for one in rows if outcome_of(one, weights()) == "same"]
    assert len(found) / len(rows) >= RECALL


def test_what_may_be_a_namesake_is_asked(judged: list[Judged]) -> None:
    alike = [one for one in judged if one.pair.is_of_namesakes and one.pair.is_always_asked]
    assert alike
    assert {outcome_of(one, weights()) for one in alike} == {"ask"}
    namesakes = [one for one in judged if one.made_by == {"same name in another town"}]
    called = [one for one in namesakes if not one.pair.is_same and one.is_of_original]
    joined = [one for one in called if outcome_of(one, weights()) == "same"]
    assert len(joined) / len(called) <= MOST_JOINED


def test_the_rest_is_asked(judged: list[Judged]) -> None:
    rows = [one for one in judged if one.pair.is_same and one.is_of_original]
    dropped = [one for one in rows if outcome_of(one, weights()) == "different"]
    assert len(dropped) / len(rows) <= MOST_DROPPED


def test_equal_names_and_acronyms_are_never_called_different(judged: list[Judged]) -> None:
    asked = [one for one in judged if one.pair.is_always_asked]
    assert asked
    assert not [one for one in asked if outcome_of(one, weights()) in ("different", "not found")]


def test_the_table_itself_asks_of_a_body_with_two_numbers_and_of_two_with_one_name() -> None:
    found = {(c.left, c.right): c.outcome for c in Resolver(read_bodies()).comparisons()}
    assert found["pic:907549752", "pic:983318392"] == "ask"  # the geologists
    assert found["pic:974420485", "pic:999754363"] == "ask"  # Trondheim and Tallinn
