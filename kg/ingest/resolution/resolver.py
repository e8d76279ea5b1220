"""Profiles in, comparisons out: which organisations may be one, how likely, and why."""

from collections.abc import Iterable, Iterator

from kg.ingest.resolution.candidates import candidate_pairs
from kg.ingest.resolution.compare import compare_traits
from kg.ingest.resolution.pair import Comparison, Profile
from kg.ingest.resolution.traits import read_traits
from kg.ingest.resolution.vocabulary import Vocabulary, load_vocabulary
from kg.ingest.resolution.weights import Weights, load_weights


class Resolver:
    """Finds the pairs worth a comparison among many organisations, and compares them."""

    def __init__(
        self,
        profiles: Iterable[Profile],
        vocabulary: Vocabulary | None = None,
        weights: Weights | None = None,
    ) -> None:
        self._vocabulary = vocabulary or load_vocabulary()
        self._weights = weights or load_weights()
        ordered = sorted(profiles, key=lambda profile: profile.id)
        self._traits = [read_traits(profile, self._vocabulary) for profile in ordered]

    def comparisons(self) -> Iterator[Comparison]:
        """Every pair that is the same or to be asked, in the order of ids."""
        for left, right in candidate_pairs(self._traits, self._vocabulary):
            compared = compare_traits(
                self._traits[left], self._traits[right], self._vocabulary, self._weights
            )
            if compared.outcome != "different":
                yield compared


def compare(
    left: Profile,
    right: Profile,
    vocabulary: Vocabulary | None = None,
    weights: Weights | None = None,
) -> Comparison:
    """What speaks for and against two being one organisation; pass both tables to compare many."""
    vocabulary = vocabulary or load_vocabulary()
    one, other = (read_traits(profile, vocabulary) for profile in (left, right))
    return compare_traits(one, other, vocabulary, weights or load_weights())
