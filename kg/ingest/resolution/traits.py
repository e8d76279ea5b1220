"""An organisation as its features see it: everything derived from a profile once."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from urllib.parse import urlsplit

from kg.ingest.resolution.fold import fold
from kg.ingest.resolution.names import Name, all_readings, read_name
from kg.ingest.resolution.pair import Profile
from kg.ingest.resolution.vocabulary import Sort, Vocabulary
from kg.ontology.region_code import canonical_region_code

# The end of a number is that of its line; what precedes it is written in many ways, or left out.
PHONE_DIGITS = 8
_POSTAL_WORDS = frozenset({"cedex", "bp", "po", "box"})
# Two letters before a number are the country or its car sign: D-80331.
_CAR_SIGN = re.compile(r"^[A-Z]{1,3}-(?=\d)")


@dataclass(frozen=True, slots=True)
class Traits:
    """A profile with its names taken apart and its other values in one spelling.

    `names` are readings of the main name, `other_names` the alternative ones. Acronyms among both
    are in `short_names`, but for words of the main name: those are of the whole group.
    """

    profile: Profile
    names: tuple[Name, ...]
    other_names: tuple[Name, ...]
    short_names: frozenset[str]
    initials: frozenset[str]
    country: str
    region: str
    city: tuple[str, ...]
    postal_code: str
    street: frozenset[str]
    domain: str
    phone: str
    identifiers: tuple[tuple[str, frozenset[str]], ...]

    @property
    def main(self) -> Name | None:
        """The name under which the organisation is listed."""
        return self.names[0] if self.names else None


def read_traits(profile: Profile, vocabulary: Vocabulary) -> Traits:
    """Derives what is compared from a profile."""
    main = _read(all_readings(profile.name), vocabulary)
    others = _read(chain.from_iterable(map(all_readings, profile.alternative_names)), vocabulary)
    names = [*main[:1], *(name for name in main[1:] if not name.is_short)]
    words = {word for name in main[:1] for word in name.words if len(name.words) > 1}
    short = {name.key for name in (*main, *others) if _is_acronym(name, vocabulary)}
    beside = {name.key for name in main[1:] if name.is_short}
    return Traits(
        profile=profile,
        names=tuple(names),
        other_names=tuple(n for n in others if _is_of_its_own(n, main[:1])),
        short_names=frozenset(short - (words - beside)),
        initials=frozenset(chain.from_iterable(name.initials for name in (*main, *others))),
        country=canonical_region_code(profile.country or ""),
        region=canonical_region_code(profile.region or ""),
        city=_city(profile.city or "", vocabulary),
        postal_code=_plain(_CAR_SIGN.sub("", (profile.postal_code or "").upper())),
        street=frozenset(fold(profile.address or "")),
        domain=domain_of(profile.website or "", vocabulary),
        phone=re.sub(r"\D", "", profile.phone or "")[-PHONE_DIGITS:],
        identifiers=tuple(sorted(_identifiers(profile))),
    )


def domain_of(website: str, vocabulary: Vocabulary) -> str:
    """The domain that a body registered, `tum.de` of `www.tum.de/en`; "" where many share it."""
    text = website.strip().casefold()
    try:
        host = urlsplit(text if "//" in text else f"//{text}").hostname or ""
    except ValueError:
        return ""
    labels = [label for label in host.split(".") if label]
    if len(labels) < 2 or labels[-1].isdigit():  # noqa: PLR2004 # a name and its country
        return ""
    is_under_second = len(labels) > 2 and labels[-2] in vocabulary.second_levels  # noqa: PLR2004
    is_national = len(labels[-1]) == 2  # noqa: PLR2004 # as codes of ISO 3166 are
    domain = ".".join(labels[-3:] if is_under_second and is_national else labels[-2:])
    shared = vocabulary.shared_hosts
    return "" if domain in shared or ".".join(labels[-2:]) in shared else domain


def _is_of_its_own(name: Name, main: list[Name]) -> bool:
    """Whether an alternative name is no acronym and not part of the main name, as a group's is."""
    return not name.is_short and not any(set(name.words) <= set(one.words) for one in main)


def _is_acronym(name: Name, vocabulary: Vocabulary) -> bool:
    """Whether a name may be an acronym; `(UK)` beside one is none."""
    return name.is_short and all(vocabulary.sort(w) is not Sort.COUNTRY for w in name.meanings)


def _read(texts: Iterable[str], vocabulary: Vocabulary) -> list[Name]:
    return [name for text in texts if (name := read_name(text, vocabulary)) is not None]


def _city(city: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    words = [w for w in fold(city) if w not in _POSTAL_WORDS and not w.isdigit()]
    meant = vocabulary.meanings.get(tuple(words))
    if meant:
        return meant
    return tuple("".join(vocabulary.meanings.get((word,), (word,))) for word in words)


def _plain(code: str) -> str:
    return re.sub(r"[^A-Z0-9]", "", code)


def _identifiers(profile: Profile) -> Iterable[tuple[str, frozenset[str]]]:
    for scheme, values in profile.identifiers.items():
        plain = frozenset(_plain(value.upper()) for value in values) - {""}
        if plain:
            yield scheme, plain
