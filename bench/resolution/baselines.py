"""What one would do without a resolver: names compared as texts, at a threshold."""

from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np
from rapidfuzz.distance import JaroWinkler
from rapidfuzz.fuzz import token_set_ratio

from bench.resolution.pairs import Judged
from kg.ingest.resolution.names import read_name
from kg.ingest.resolution.pair import Profile
from kg.ingest.resolution.vocabulary import Vocabulary

Likeness = Callable[[Profile, Profile], float]


def baselines(vocabulary: Vocabulary) -> Mapping[str, Likeness]:
    """Each by name."""

    def equal(left: Profile, right: Profile) -> float:
        one, other = (read_name(profile.name, vocabulary) for profile in (left, right))
        return float(one is not None and other is not None and one.key == other.key)

    def equal_in_country(left: Profile, right: Profile) -> float:
        return equal(left, right) * (left.country == right.country)

    def jaro_winkler(left: Profile, right: Profile) -> float:
        return JaroWinkler.similarity(left.name.casefold(), right.name.casefold())

    def token_set(left: Profile, right: Profile) -> float:
        return token_set_ratio(left.name.casefold(), right.name.casefold()) / 100

    return {
        "equal names without legal form": equal,
        "the same, and the same country": equal_in_country,
        "Jaro-Winkler": jaro_winkler,
        "token-set ratio": token_set,
    }


def outcomes(
    likeness: Likeness,
    validation: tuple[Sequence[Judged], Mapping[str, Profile]],
    test: tuple[Sequence[Judged], Mapping[str, Profile]],
) -> tuple[float, list[str]]:
    """The threshold, and the outcome for each pair of the test."""
    values = np.array(list(_values(likeness, *validation)))
    labels = np.array([one.pair.is_same for one in validation[0]])
    threshold = _threshold(values, labels)
    return threshold, [
        "same" if value >= threshold else "different" for value in _values(likeness, *test)
    ]


def _values(
    likeness: Likeness, judged: Sequence[Judged], profiles: Mapping[str, Profile]
) -> Iterator[float]:
    return (likeness(profiles[one.left], profiles[one.right]) for one in judged)


def _threshold(values: np.ndarray, labels: np.ndarray) -> float:
    """Where the harmonic mean of precision and recall is best: none reaches ours in precision."""
    best, best_mean = 1.0, 0.0
    for threshold in np.unique(values):
        called = values >= threshold
        right = int((labels & called).sum())
        precision, recall = right / called.sum(), right / labels.sum()
        mean = 2 * precision * recall / (precision + recall) if right else 0.0
        if mean > best_mean:
            best, best_mean = float(threshold), mean
    return best
