"""Weights are learned from labelled pairs, within the signs of the table."""

import pytest

from kg.ingest.resolution.learn import LabelledPair, learn_weights, set_thresholds, total_bits
from kg.ingest.resolution.observe import Compared, Feature, Observation
from kg.ingest.resolution.weights import Weights, probability


def nothing(pair: Compared) -> Observation | None:  # noqa: ARG001 # the form of a measure
    return None


TABLE = (
    Feature("name", nothing, (("equal", 1), ("other", -1))),
    Feature("place", nothing, (("same", 1), ("elsewhere", -1))),
    Feature("number", nothing, (("same", 1),)),
)
GIVEN = Weights(0.0, 1.0, 0.0, {"number": {"same": 12.0}})


def same(count: int, **levels: str) -> list[LabelledPair]:
    return [LabelledPair(levels, is_same=True)] * count


def other(count: int, **levels: str) -> list[LabelledPair]:
    return [LabelledPair(levels, is_same=False)] * count


LABELLED = [
    *same(90, name="equal", place="same"),
    *same(10, name="equal"),
    *other(10, name="equal", place="elsewhere"),
    *other(400, name="other", place="same"),
    *other(400, name="other", place="elsewhere"),
    *same(1, name="other", number="same"),
]


def test_what_is_common_among_the_same_speaks_for_it() -> None:
    learned = learn_weights(LABELLED, TABLE, GIVEN)
    assert learned.of("name", "equal") > 1
    assert learned.of("name", "other") < -1
    assert learned.of("place", "elsewhere") < -1


def test_a_weight_keeps_the_sign_of_the_table() -> None:
    # Here neighbours are rather different, which is no reason to call a place evidence against.
    learned = learn_weights(LABELLED + other(3000, name="equal", place="same"), TABLE, GIVEN)
    assert learned.of("place", "same") == 0


def test_given_weights_are_kept() -> None:
    assert learn_weights(LABELLED, TABLE, GIVEN).of("number", "same") == 12


def test_the_same_pairs_in_any_order_give_the_same_weights() -> None:
    assert learn_weights(LABELLED[::-1], TABLE, GIVEN) == learn_weights(LABELLED, TABLE, GIVEN)


@pytest.mark.parametrize("precision", [0.8, 0.9, 1.0])
def test_thresholds_keep_the_precision_and_ask_every_pair_of_one_body(precision: float) -> None:
    learned = learn_weights(LABELLED, TABLE, GIVEN)
    asked = [pair for pair in LABELLED if pair.is_same]
    set_to = set_thresholds(LABELLED, asked, learned, precision)
    called = [p for p in LABELLED if probability(total_bits(p, set_to)) >= set_to.same]
    assert sum(pair.is_same for pair in called) >= precision * len(called)
    assert all(probability(total_bits(pair, set_to)) > set_to.different for pair in asked)
