"""A hard negative is beside a concept in the hierarchy, like it, and not the same."""

import numpy as np

from kg.embed.training.esco import Concept
from kg.embed.training.siblings import hard_negatives, siblings


def concept(uri: str, *others: str, broader: tuple[str, ...] = ()) -> Concept:
    return Concept(uri, uri, others, "", broader)


def test_those_of_the_same_group_are_siblings() -> None:
    concepts = [concept("a", broader=("g",)), concept("b", broader=("g",)), concept("c")]
    assert siblings(concepts) == [[1], [0], []]


def test_what_shares_a_label_is_no_sibling() -> None:
    concepts = [concept("a", "Same", broader=("g",)), concept("b", "same", broader=("g",))]
    assert siblings(concepts) == [[], []]


def test_what_is_above_or_below_is_no_sibling() -> None:
    concepts = [concept("a", broader=("g", "b")), concept("b", broader=("g",))]
    assert siblings(concepts) == [[], []]


def test_the_likest_sibling_is_taken_unless_it_is_too_near() -> None:
    vectors = np.array([[1, 0], [0.99, 0.14], [0.8, 0.6], [0, 1]], dtype=np.float32)
    assert hard_negatives(vectors, [[1, 2, 3], [], [3], [2]]) == [2, None, 3, 2]
