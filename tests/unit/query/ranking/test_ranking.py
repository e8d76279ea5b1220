"""Ranking by past work: what was done before, with whom, and how the weights are learned."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.query.ranking.features import FEATURES, measured
from kg.query.ranking.incidence import Incidence
from kg.query.ranking.learn import Example, cross_checked, fitted, periods
from kg.query.ranking.past_work import UNKNOWN, Asked, PastWork
from kg.query.ranking.ridge import nearest, ridge_weights
from kg.query.ranking.score import past_parts, past_scores
from kg.query.ranking.term_vectors import TermVectors
from kg.query.ranking.weights import load_weights

LINKS = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 6)), max_size=20)


def links(*pairs: tuple[int, int], height: int, width: int) -> Incidence:
    return Incidence.of(np.array(pairs, dtype=np.int64), height, width)


def past(*projects: tuple[str, tuple[int, ...]], organisations: int = 6) -> PastWork:
    """Projects of a text and members; texts mean the same if their first words are equal."""
    firsts = sorted({text.split()[0] for text, _ in projects if text})
    vectors = np.zeros((len(projects), max(2, len(firsts))), dtype=np.float32)
    for row, (text, _) in enumerate(projects):
        if text:
            vectors[row, firsts.index(text.split()[0])] = 1.0
    pairs = [(row, org) for row, (_, members) in enumerate(projects) for org in members]
    members = links(*pairs, height=len(projects), width=organisations)
    unknown = np.full(organisations, UNKNOWN)
    return PastWork(
        vectors,
        TermVectors.build([text.split() for text, _ in projects]),
        members,
        members.transposed(),
        members.transposed().counts,
        np.full(len(projects), UNKNOWN),
        unknown,
        unknown,
    )


def asked(work: PastWork, row: int, *partners: int) -> Asked:
    """What is asked for has the text of a project."""
    likeness = work.likeness(work.vectors[row], [*work.words.places])
    return Asked(work, likeness, partners=partners)


@settings(deadline=None)
@given(LINKS)
def test_links_are_the_same_from_both_sides(pairs: list[tuple[int, int]]) -> None:
    forth = links(*pairs, height=5, width=7)
    back = forth.transposed()
    assert {(r, int(c)) for r in range(5) for c in forth[r]} == set(pairs)
    assert {(int(r), c) for c in range(7) for r in back[c]} == set(pairs)


@settings(deadline=None)
@given(LINKS, st.lists(st.floats(-2, 2), min_size=5, max_size=5))
def test_values_spread_as_by_a_matrix(pairs: list[tuple[int, int]], values: list[float]) -> None:
    dense = np.zeros((5, 7))
    for row, column in pairs:
        dense[row, column] = 1
    spread = links(*pairs, height=5, width=7).spread(np.array(values))
    assert spread == pytest.approx(values @ dense, abs=1e-5)


@settings(deadline=None)
@given(st.lists(st.lists(st.sampled_from("abcdef"), max_size=6), min_size=1, max_size=8))
def test_texts_are_as_like_one_another_as_to_a_query_that_says_the_same(
    texts: list[list[str]],
) -> None:
    vectors = TermVectors.build(texts)
    rows = np.arange(len(texts))
    queries = np.array([vectors.near(text) for text in texts])
    assert vectors.among(rows) == pytest.approx(queries, abs=1e-5)


def test_words_that_are_known_to_nobody_are_like_nothing() -> None:
    assert TermVectors.build([["a"], ["b"]]).near(["z"]).tolist() == [0, 0]


def test_projects_that_say_the_same_share_their_weight() -> None:
    alone = ridge_weights(np.array([0.9, 0.9]), np.eye(2))
    likeness, among = np.full(3, 0.9), np.eye(3)
    among[1, 2] = among[2, 1] = 1.0
    twin = ridge_weights(likeness, among)
    assert alone[0] == pytest.approx(alone[1])
    assert twin[1] == pytest.approx(twin[2])
    assert twin[1] < twin[0]


@settings(deadline=None)
@given(st.lists(st.sampled_from([0.0, 0.5, 1.0]), min_size=1, max_size=20), st.integers(1, 20))
def test_the_nearest_are_the_highest_and_ties_break_by_row(values: list[float], most: int) -> None:
    rows = nearest(np.array(values, dtype=np.float32), most)
    best = sorted(range(len(values)), key=lambda row: (-values[row], row))[:most]
    assert rows.tolist() == sorted(row for row in best if values[row] > 0)


def test_who_did_like_work_stands_before_who_did_other_work() -> None:
    work = past(("laser welding", (0, 1)), ("laser cutting", (1,)), ("cheese", (2, 3)))
    scores = measured(asked(work, 0))["like work"]
    assert scores[1] > scores[0] > scores[2]
    assert scores[4] == 0


def test_who_worked_with_the_partners_stands_before_who_did_not() -> None:
    work = past(("laser a", (0, 1)), ("laser b", (2, 3)), ("", (0, 4)))
    values = measured(asked(work, 0, 0))
    assert values["joint work"][4] > values["joint work"][2] == 0
    assert values["joint rate"][1] > values["joint rate"][3]
    scores = past_scores(past_parts(asked(work, 0, 0), load_weights()))
    assert scores[1] > scores[3]


def test_who_works_with_the_partners_and_hardly_elsewhere_has_the_larger_share() -> None:
    work = past(("a", (0, 1, 2)), ("b", (2, 3)), ("c", (2, 4)), ("d", (2, 5)))
    share = measured(asked(work, 0, 0))["joint share"]
    assert share[1] == 1
    assert 0 < share[2] < 1
    assert share[3] == 0


def test_projects_without_a_text_say_nothing_of_the_need() -> None:
    work = past(("laser a", (0,)), ("", (5,)))
    assert measured(asked(work, 0))["like work"][5] == 0
    assert asked(work, 0).likeness[1] == 0


def test_parts_add_up_to_the_score() -> None:
    parts = past_parts(asked(past(("a", (0, 1)), ("b", (1, 2))), 0, 0), load_weights())
    assert past_scores(parts) == pytest.approx(sum(parts.values()), abs=1e-5)


def test_nobody_and_nothing_is_no_fault() -> None:
    empty = past(("", ()), organisations=0)
    assert all(
        len(values) == 0 for values in measured(Asked(empty, np.zeros(1, np.float32))).values()
    )


def test_every_feature_has_a_weight_and_says_what_it_is() -> None:
    weights = load_weights()
    assert set(weights.partners) == {feature.name for feature in FEATURES}
    assert set(weights.need) == {f.name for f in FEATURES if not f.needs_partners}
    assert all(feature.says.endswith(".") for feature in FEATURES)


def test_a_feature_that_tells_the_members_gets_the_weight() -> None:
    random = np.random.default_rng(1)
    found = []
    for fold in range(60):
        values = random.random((30, 2)).astype(np.float32)
        found.append(Example(values, values[:, 0] > 0.9, int((values[:, 0] > 0.9).sum()), fold % 3))
    told, noise = fitted(found, [0, 1])
    assert told > 5
    assert abs(noise) < 1
    assert cross_checked(found, [0])["mrr"] > 0.9 > cross_checked(found, [1])["mrr"]


def test_members_who_stand_nowhere_count_as_missed() -> None:
    found = [
        Example(np.ones((2, 1), np.float32), np.array([False, False]), 3, f) for f in (0, 1, 2)
    ]
    found += [
        Example(np.eye(2, dtype=np.float32)[:, :1], np.array([True, False]), 1, f) for f in range(3)
    ]
    assert cross_checked(found, [0])["r10"] == pytest.approx(0.5)


def test_periods_are_the_last_half_in_order() -> None:
    days = [f"2016-{month:02}-01" for month in range(1, 13)]
    assert periods(days) == [
        ("2016-07-01", "2016-09-01"),
        ("2016-09-01", "2016-11-01"),
        ("2016-11-01", "9999"),
    ]
