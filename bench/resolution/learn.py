"""Learns the weights anew and writes them where the product reads them.

    python -m bench.resolution.learn

Weights are learned from half of the organisations, thresholds are set on another fifth; the rest is
left to `python -m bench.resolution`, which measures. The same data gives the same file.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import kg.ingest.resolution
from bench.resolution.bodies import crowd, of_split, read_bodies
from bench.resolution.labelled import HELD_OUT, KINDS, label
from bench.resolution.pairs import Judged, judged_pairs
from kg.ingest.resolution.features import FEATURES
from kg.ingest.resolution.learn import LabelledPair, learn_weights, set_thresholds, total_bits
from kg.ingest.resolution.vocabulary import load_vocabulary
from kg.ingest.resolution.weights import Weights, outcome, probability

FILE = Path(kg.ingest.resolution.__file__).parent / "weights.toml"
# Higher than what is promised, since the pairs of a new load are others.
PRECISION = 0.99
# The research table has none of these, or each once, so nothing can be learned of them: numbers of
# authorities are given once, but VAT groups share one, and firms with a seat in two countries have
# two. Telephone numbers and addresses are shared by sisters, and they change. The set has many
# names of one short word with a typing error, but nobody made firms of like names: Kiolis, Keolis.
GIVEN = Weights(0.0, 1.0, 0.0, {
    "identifier": {"same": 14.0, "differ": -10.0},
    "pic": {"same": 14.0},
    "name": {"only word misspelt": 1.5},
    "telephone": {"same": 4.0, "differ": -0.5},
    "address": {"same": 2.0, "differ": -0.5},
})  # fmt: skip
HEAD = """\
# How much each thing that two organisations have in common, or do not, weighs; in bits, log2 of how
# much likelier it is among pairs that are one organisation. A pair weighs the sum; a sum of n bits
# is a probability of 1 / (1 + 2^-n). Read top to bottom; what is not known weighs nothing.
# Written by `python -m bench.resolution.learn`: logistic regression on labelled pairs, with the
# signs that kg/ingest/resolution/features.py states. Do not edit by hand: weights that are called
# given stand in bench/resolution/learn.py."""


def main() -> None:
    """Learns, sets thresholds, writes the file."""
    vocabulary = load_vocabulary()
    # Many more, unchanged: among more organisations there are more that look alike.
    bodies, kinds = read_bodies(), [kind for kind in KINDS if kind != HELD_OUT]
    train, validation = (
        list(judged_pairs(label(of_split(bodies, split), kinds, split, others), vocabulary))
        for split, others in (("train", crowd()), ("validation", ()))
    )
    # Of two copies that are both changed one may have lost what the other one has left.
    asked = [j.pair for j in validation if j.pair.is_same and j.is_of_original]
    learned = [judged.pair for judged in train if not _is_ruled(judged.pair)]
    weights = learn_weights(learned, FEATURES, GIVEN)
    pairs = [judged.pair for judged in validation]
    weights = set_thresholds(pairs, asked, weights, PRECISION)
    FILE.write_text("\n".join(written(weights, train, validation)) + "\n", encoding="utf-8")


def _is_ruled(pair: LabelledPair) -> bool:
    """Whether names are the same and a rule has it asked: then no weight decides."""
    return "tellingness" in pair.levels and pair.is_of_namesakes


def written(
    weights: Weights, train: Sequence[Judged], validation: Sequence[Judged]
) -> Iterator[str]:
    """The lines of the file."""
    yield HEAD
    yield from ("", "[prior]", f"bits = {weights.prior}")
    yield from ("", "[thresholds]", f"same = {weights.same}", f"different = {weights.different}")
    yield from ("", "# What the file was learned from, and how it does on the pairs that set the")
    yield from ("# thresholds. Pairs that no candidate is made of count as missed.", "[learned]")
    yield f"pairs = {len(train)}"
    yield f"pairs_of_one_body = {sum(judged.pair.is_same for judged in train)}"
    yield f"validation_pairs = {len(validation)}"
    yield from (f"{name} = {value:.4f}" for name, value in measured(weights, validation))
    for feature in FEATURES:
        given = GIVEN.levels.get(feature.name, {})
        name = f'"{feature.name}"' if " " in feature.name else feature.name
        yield from ("", f"[features.{name}]")
        for level, _ in feature.levels:
            origin = "  # given" if level in given else ""
            yield f'"{level}" = {weights.of(feature.name, level) or 0.0}{origin}'


def measured(weights: Weights, judged: Sequence[Judged]) -> Iterator[tuple[str, float]]:
    """Precision and recall of what is called the same, and the share that is asked."""
    counts = Counter((one.pair.is_same, outcome_of(one, weights)) for one in judged)
    found = counts[True, "same"] + counts[False, "same"]
    true = sum(number for (is_same, _), number in counts.items() if is_same)
    yield "precision", counts[True, "same"] / found
    yield "recall", counts[True, "same"] / true
    yield "asked", (counts[True, "ask"] + counts[False, "ask"]) / len(judged)
    yield "called_different_wrongly", counts[True, "different"] / true


def outcome_of(judged: Judged, weights: Weights) -> str:
    """What the product does with a pair; one that it does not find it does not decide."""
    if not judged.is_candidate:
        return "not found"
    likely = probability(total_bits(judged.pair, weights))
    return outcome(
        likely, weights, is_always_asked=judged.pair.is_always_asked,
        is_of_namesakes=judged.pair.is_of_namesakes,
    )  # fmt: skip


if __name__ == "__main__":
    main()
