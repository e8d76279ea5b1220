"""Compares two organisations feature by feature, and says what follows."""

from kg.ingest.resolution.features import FEATURES
from kg.ingest.resolution.namesakes import may_be_namesakes
from kg.ingest.resolution.observe import Compared
from kg.ingest.resolution.pair import Clue, Comparison
from kg.ingest.resolution.traits import Traits
from kg.ingest.resolution.vocabulary import Vocabulary
from kg.ingest.resolution.weights import Weights, outcome, probability

# What readers are told of a pair that is likely and still asked.
ASKED_ANYHOW = "asked all the same: only the name says it, and others may bear it too"
# Levels of the acronym under which one name is the acronym of the other.
NAME_AND_ACRONYM = ("stated", "stated in few letters", "formed", "formed in few letters")


def compare_traits(
    left: Traits, right: Traits, vocabulary: Vocabulary, weights: Weights
) -> Comparison:
    """What speaks for and against the two being one organisation, and what follows."""
    if left.profile.id > right.profile.id:
        left, right = right, left
    pair = Compared(left, right, vocabulary)
    clues, levels = [_prior(weights)], dict[str, str]()
    for feature in FEATURES:
        found = feature.measure(pair)
        if found is not None:
            levels[feature.name] = found.level
            clues.append(Clue(feature.name, weights.of(feature.name, found.level), found.reason))
    likely = probability(sum(clue.weight for clue in clues))
    is_asked = pair.has_equal_names or levels.get("acronym") in NAME_AND_ACRONYM
    is_of_namesakes = may_be_namesakes(levels)
    decided = outcome(likely, weights, is_always_asked=is_asked, is_of_namesakes=is_of_namesakes)
    if is_of_namesakes and likely >= weights.same:
        clues.append(Clue("namesakes", 0.0, ASKED_ANYHOW))
    return Comparison(left.profile.id, right.profile.id, likely, decided, tuple(clues))


def levels_of(left: Traits, right: Traits, vocabulary: Vocabulary) -> dict[str, str]:
    """The level of each feature that has one: what weights are learned from."""
    if left.profile.id > right.profile.id:
        left, right = right, left
    pair = Compared(left, right, vocabulary)
    found = ((feature.name, feature.measure(pair)) for feature in FEATURES)
    return {name: observation.level for name, observation in found if observation is not None}


def _prior(weights: Weights) -> Clue:
    return Clue("prior", weights.prior, "what holds of any pair before it is compared")
