"""Labelled pairs: the candidates among labelled profiles, and the true pairs that are missed."""

from collections.abc import Iterator
from dataclasses import dataclass

from bench.resolution.bodies import ONE_BODY, TWO_BODIES
from bench.resolution.labelled import Labelled
from kg.ingest.resolution.candidates import candidate_pairs
from kg.ingest.resolution.compare import NAME_AND_ACRONYM, levels_of
from kg.ingest.resolution.learn import LabelledPair
from kg.ingest.resolution.match_names import SAME
from kg.ingest.resolution.traits import Traits, read_traits
from kg.ingest.resolution.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Judged:
    """Two ids, whether they are found as a candidate, what the features say, how they were made.

    `is_of_original` says that one of them is a row of the table as it stands.
    """

    left: str
    right: str
    is_candidate: bool
    pair: LabelledPair
    is_of_original: bool
    made_by: frozenset[str]


def judged_pairs(labelled: Labelled, vocabulary: Vocabulary) -> Iterator[Judged]:
    """All candidates with a known label, and the true pairs that are not among them."""
    ordered = sorted(labelled.profiles, key=lambda profile: profile.id)
    traits = [read_traits(profile, vocabulary) for profile in ordered]
    found = set()
    for left, right in candidate_pairs(traits, vocabulary):
        ids = traits[left].profile.id, traits[right].profile.id
        found.add(ids)
        judged = _judged(labelled, traits[left], traits[right], vocabulary, is_candidate=True)
        if judged is not None:
            yield judged
    of = {one.profile.id: one for one in traits}
    for left_id, right_id in labelled.true_pairs():
        if (left_id, right_id) not in found:
            judged = _judged(labelled, of[left_id], of[right_id], vocabulary, is_candidate=False)
            if judged is not None:
                yield judged


def _judged(
    labelled: Labelled, left: Traits, right: Traits, vocabulary: Vocabulary, *, is_candidate: bool
) -> Judged | None:
    ids = left.profile.id, right.profile.id
    levels = levels_of(left, right, vocabulary)
    is_same = labelled.is_same(*ids)
    if labelled.is_original(*ids) and not _is_known(levels, *ids):
        return None
    if is_same and "acronym" not in levels and labelled.is_between_copies_by_acronym(*ids):
        return None
    is_asked = levels.get("name") == "equal" or levels.get("acronym") in NAME_AND_ACRONYM
    made_by = frozenset(labelled.made_by[id_] for id_ in ids)
    pair = LabelledPair(levels, is_same, is_asked)
    return Judged(*ids, is_candidate, pair, "original" in made_by, made_by - {"original"})


def _is_known(levels: dict[str, str], *ids: str) -> bool:
    """Whether it is known that two rows of the table are two bodies: not where names are one."""
    return frozenset(ids) in ONE_BODY | TWO_BODIES or levels.get("name") not in SAME
