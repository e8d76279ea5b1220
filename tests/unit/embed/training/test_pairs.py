"""Pairs are made by rules and a seed; what is only measured is never learned."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.embed.training.esco import Concept, Occupation
from kg.embed.training.pairs import (
    ABOVE,
    GRADED_OF_EACH,
    GROUP,
    NAMES_OF_EACH,
    SAME,
    SIBLING,
    framed_triples,
    graded_pairs,
    is_held_out,
    name_triples,
    occupation_triples,
    sentence_triples,
    sentences,
)


def concept(name: str, *others: str, text: str = "", broader: tuple[str, ...] = ()) -> Concept:
    return Concept(name, name, others, text, broader)


def learned(count: int = 2) -> list[str]:
    names = (f"skill {n}" for n in range(1_000))
    return [name for name in names if not is_held_out(concept(name))][:count]


HELD_OUT = next(f"skill {n}" for n in range(1_000) if is_held_out(concept(f"skill {n}")))


def test_about_one_concept_in_twenty_is_held_out() -> None:
    share = np.mean([is_held_out(concept(f"skill {n}")) for n in range(10_000)])
    assert 0.04 < share < 0.06


@given(st.integers(0, 10_000))
def test_nothing_of_a_held_out_concept_is_learned(seed: int) -> None:
    text = "A description that is long enough to be learned. And one more sentence of it."
    (other,) = learned(1)
    concepts = [concept(HELD_OUT, "secret one", "secret two", text=text), concept(other, "known")]
    needed = [Occupation(text, (HELD_OUT, other))]
    vectors = np.eye(2, dtype=np.float32)
    spoken = dict.fromkeys(sentences(text), vectors[0])
    triples = [
        *name_triples(concepts, ["x", "y"], seed),
        *sentence_triples(concepts, ["x", "y"]),
        *occupation_triples(concepts, ["x", "y"], needed, vectors, spoken),
        *framed_triples(concepts, ["x", "y"], needed, seed),
    ]
    graded = list(graded_pairs(concepts, {}, [[1], [0]], seed))
    said = " ".join([*(t.anchor for t in triples), *(p.other for p in graded)])
    assert "secret" not in said
    assert all(triple.positive != HELD_OUT for triple in triples)


def test_a_concept_gives_so_many_names_and_no_more() -> None:
    (name,) = learned(1)
    others = [f"other {n}" for n in range(9)]
    drawn = list(name_triples([concept(name, *others)], ["no"], seed=1))
    assert len({triple.anchor for triple in drawn}) == NAMES_OF_EACH
    assert {(triple.positive, triple.negative) for triple in drawn} == {(name, "no")}


def test_a_description_is_learned_whole_and_by_sentence() -> None:
    (name,) = learned(1)
    text = "Turn metal on a lathe to drawings. Measure what was turned; keep records. Sweep."
    found = [t.anchor for t in sentence_triples([concept(name, text=text)], ["no"])]
    assert found == [text, "Turn metal on a lathe to drawings.", "Measure what was turned;"][:2]


def test_a_sentence_of_an_occupation_is_about_the_nearest_skill_that_it_needs() -> None:
    near, far = learned(2)
    concepts = [concept(near), concept(far), concept("skill that nobody needs")]
    text = "They set up lathes and turn metal."
    labels = np.eye(3, dtype=np.float32)
    spoken = {text: np.array([0.6, 0.2, 0.77], dtype=np.float32)}
    occupation = Occupation(text, (near, far))
    (found,) = occupation_triples(concepts, ["n", "f", "x"], [occupation], labels, spoken)
    assert (found.anchor, found.positive, found.negative) == (text, near, "n")


def test_a_sentence_that_is_near_to_no_needed_skill_is_left_out() -> None:
    (name,) = learned(1)
    text = "They work in shifts and at weekends."
    spoken = {text: np.array([0.3, 0.9], dtype=np.float32)}
    occupation = Occupation(text, (name,))
    assert not list(occupation_triples([concept(name)], ["n"], [occupation], np.eye(2), spoken))


@pytest.mark.parametrize("seed", range(20))
def test_grades_fall_from_the_same_to_strangers(seed: int) -> None:
    low, high = learned(2)
    concepts = [concept(low, "as low", broader=(high, "g")), concept(high)]
    pairs = list(graded_pairs(concepts, {"g": "group"}, [[], []], seed))
    grades = {(pair.one, pair.other): pair.likeness for pair in pairs}
    right = {(low, "as low"): SAME, (low, high): ABOVE, (low, "group"): GROUP}
    assert all(grade == right.get(pair, 0.0) for pair, grade in grades.items())
    assert len([pair for pair in pairs if pair.one == low]) == GRADED_OF_EACH
    assert SAME > ABOVE > GROUP > SIBLING > 0


def test_the_same_seed_draws_the_same_pairs() -> None:
    concepts = [concept(name, "a", "b", "c", "d") for name in learned(5)]
    once, again = (list(graded_pairs(concepts, {}, [[0]] * 5, 7)) for _ in range(2))
    assert once == again
