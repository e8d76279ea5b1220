"""Judgements that cannot stand together are found, by the shortest way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.graph.identities import Identities
from kg.ingest.resolution.contradiction import in_the_way
from tests.unit.ingest.resolution.judged import judged


def way(pair: str, verdict: str, *others: str) -> list[str]:
    left, right = pair.split()
    return [j.id for j in in_the_way(left, right, verdict, [judged(o) for o in others])]


@pytest.mark.parametrize(
    ("pair", "verdict", "others", "expected"),
    [
        ("a c", "different", ["a = b", "b = c"], ["a = b", "b = c"]),
        ("c a", "different", ["a = b", "b = c"], ["b = c", "a = b"]),
        ("a d", "different", ["a = b", "b = c", "c = d", "a = x", "d = x"], ["a = x", "d = x"]),
        ("a c", "different", ["a = b", "b ≠ c"], []),
        ("a c", "same", ["a = b", "b ≠ c"], ["b ≠ c", "a = b"]),
        ("a d", "same", ["a = b", "b ≠ c", "c = d"], ["b ≠ c", "a = b", "c = d"]),
        ("d a", "same", ["a = b", "b ≠ c", "c = d"], ["b ≠ c", "c = d", "a = b"]),
        ("a c", "same", ["a = b", "c ≠ x"], []),
        ("a c", "unsure", ["a = b", "b = c"], []),
        ("a c", "same", ["a ? c", "a = b"], []),
    ],
)
def test_the_judgements_in_the_way_are_named(
    pair: str, verdict: str, others: list[str], expected: list[str]
) -> None:
    assert way(pair, verdict, *others) == expected


IDS = st.sampled_from("abcdef")
VERDICTS = st.tuples(IDS, st.sampled_from("==≠"), IDS).filter(lambda v: v[0] != v[2])


@given(st.lists(VERDICTS, max_size=12))
def test_what_is_accepted_never_contradicts(verdicts: list[tuple[str, str, str]]) -> None:
    accepted = {}
    for left, sign, right in verdicts:
        made = judged(f"{left} {sign} {right}")
        others = [j for pair, j in accepted.items() if pair != made.pair]
        if not in_the_way(*made.pair, made.verdict, others):
            accepted[made.pair] = made
    groups = Identities.of(j.pair for j in accepted.values() if j.merges)
    for judgement in accepted.values():
        ends = {groups.kept(judgement.left), groups.kept(judgement.right)}
        assert len(ends) == (1 if judgement.verdict == "same" else 2)
