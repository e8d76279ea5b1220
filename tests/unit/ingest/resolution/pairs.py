"""Tiny profiles, and what a feature says of two of them."""

from dataclasses import replace
from functools import cache

from kg.ingest.resolution.features import FEATURES
from kg.ingest.resolution.observe import Compared, Observation
from kg.ingest.resolution.pair import Comparison, Profile
from kg.ingest.resolution.resolver import compare
from kg.ingest.resolution.traits import read_traits
from kg.ingest.resolution.vocabulary import Vocabulary, load_vocabulary
from kg.ingest.resolution.weights import Weights, load_weights


@cache
def vocabulary() -> Vocabulary:
    return load_vocabulary()


@cache
def weights() -> Weights:
    return load_weights()


def body(name: str, id: str = "a", **known: object) -> Profile:  # noqa: A002 # as the field
    return replace(Profile(id, name), **known)  # type: ignore[arg-type] # values are a test's own


def observed(feature: str, left: Profile, right: Profile) -> Observation | None:
    [measure] = [f.measure for f in FEATURES if f.name == feature]
    one, other = (read_traits(profile, vocabulary()) for profile in (left, right))
    return measure(Compared(one, other, vocabulary()))


def level(feature: str, left: Profile, right: Profile) -> str | None:
    found = observed(feature, left, right)
    return found.level if found else None


def compared(left: Profile, right: Profile) -> Comparison:
    return compare(left, right, vocabulary(), weights())
