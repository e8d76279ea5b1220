"""The labelled set: organisations, changed copies of them, and others that only look alike.

Made anew at each run from the public table, always the same; nothing of it is stored.
"""

import random
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bench.resolution.bodies import ONE_BODY, TWO_BODIES
from bench.resolution.near_misses import near_misses
from bench.resolution.slips import LIGHT, NAME_SLIPS, letter_case
from kg.ingest.resolution.names import LEAST_INITIALS, MOST_INITIALS
from kg.ingest.resolution.pair import Profile

COPIES = 2
HELD_OUT = "abbreviation"
KINDS = (*NAME_SLIPS, "acronym", "acronym beside", "moved address", "missing fields")
# How often a second list knows what the first one knows.
KNOWN = {
    "alternative_names": 0.35, "kind": 0.6, "country": 0.9, "region": 0.5, "city": 0.85,
    "postal_code": 0.6, "website": 0.5, "point": 0.3,
}  # fmt: skip
# Of the research table itself a handful in six thousand are known to have a second one.
SECOND_PIC = 0.005
OTHER_WEBSITE = 0.05


@dataclass(frozen=True, slots=True)
class Labelled:
    """Profiles, the body behind each, and what was done to make each."""

    profiles: tuple[Profile, ...]
    body: Mapping[str, str]
    made_by: Mapping[str, str]

    def is_same(self, left: str, right: str) -> bool:
        """Whether two profiles are one body."""
        pair = frozenset((left, right))
        if pair in ONE_BODY:
            return True
        if pair in TWO_BODIES:
            return False
        return self.body[left] == self.body[right]

    def is_original(self, *ids: str) -> bool:
        """Whether all are rows of the table as they stand."""
        return all(self.made_by[id_] == "original" for id_ in ids)

    def is_between_copies_by_acronym(self, left: str, right: str) -> bool:
        """Two changed copies, of which one bears an acronym: the other need not know it."""
        made_by = {self.made_by[left], self.made_by[right]}
        return "acronym" in made_by and "original" not in made_by

    def true_pairs(self) -> Iterator[tuple[str, str]]:
        """All pairs of one body, by ids."""
        behind: dict[str, list[str]] = {}
        for profile in self.profiles:
            behind.setdefault(self.body[profile.id], []).append(profile.id)
        for ids in behind.values():
            yield from ((min(a, b), max(a, b)) for i, a in enumerate(ids) for b in ids[i + 1 :])


def label(
    bodies: Sequence[Profile], kinds: Sequence[str], name: str, others: Sequence[Profile] = ()
) -> Labelled:
    """The bodies with changed copies and near misses; others stay as they are."""
    profiles, made_by = [*bodies, *others], {}
    behind = {body.id: body.id for body in profiles}
    made_by.update(dict.fromkeys(behind, "original"))
    for body in bodies:
        dice = random.Random(zlib.crc32(f"{name}/{body.id}".encode()))  # noqa: S311 # no secret
        for number in range(COPIES):
            kind = dice.choice(kinds)
            copy = _copy(body, f"copy{number}:{body.id}", kind, bodies, dice)
            if copy is not None:
                profiles.append(copy)
                behind[copy.id], made_by[copy.id] = body.id, kind
        for other, kind in near_misses(body, bodies, dice):
            profiles.append(other)
            behind[other.id], made_by[other.id] = other.id, kind
    return Labelled(tuple(profiles), behind, made_by)


def _copy(
    body: Profile, id_: str, kind: str, bodies: Sequence[Profile], dice: random.Random
) -> Profile | None:
    """The body as another list has it; None where this kind of change does not apply."""
    name = _changed(body, kind, dice)
    if name is None:
        return None
    copy = replace(_less_known(body, dice), id=id_, name=name, sources=("members",))
    if kind == "moved address":
        return _moved(copy, [b for b in bodies if b.country == body.country and b.city], dice)
    if kind == "missing fields":
        return Profile(id_, name, country=body.country, sources=("members",))
    if kind == "acronym":
        return replace(copy, alternative_names=())
    return copy


def _changed(body: Profile, kind: str, dice: random.Random) -> str | None:
    country = body.country or ""
    if kind in ("acronym", "acronym beside"):
        short = _acronym(body)
        beside = dice.choice((f"{body.name} ({short})", f"{short} - {body.name}"))
        return beside if short and kind == "acronym beside" else short
    if kind not in NAME_SLIPS:
        return letter_case(body.name, country, dice)
    name = NAME_SLIPS[kind](body.name, country, dice)
    if name.casefold() == body.name.casefold() and kind not in ("as it is", "case"):
        return None
    return dice.choice(LIGHT)(name, country, dice) if dice.random() < 0.3 else name


def _acronym(body: Profile) -> str | None:
    short = next(iter(body.alternative_names), "")
    is_short = len(short.split()) == 1 and LEAST_INITIALS <= len(short) <= MOST_INITIALS
    if is_short and short.casefold() not in body.name.casefold().split():
        return short
    return None


def _less_known(body: Profile, dice: random.Random) -> Profile:
    missing = {field for field, share in KNOWN.items() if dice.random() > share}
    known = replace(body, **{f: () if f == "alternative_names" else None for f in missing})
    number = str(dice.randrange(900_000_000, 999_999_999))
    pics = {"pic": frozenset({number})} if dice.random() < SECOND_PIC else {}
    website = known.website
    if website:
        host = website.replace("http://", "").replace("www.", "").split("/")[0]
        website = dice.choice((host, f"https://www.{host}/", website))
        if dice.random() < OTHER_WEBSITE:
            website = f"www.{host.split('.')[0]}.org"
    return replace(known, identifiers=pics, website=website)


def _moved(copy: Profile, around: Sequence[Profile], dice: random.Random) -> Profile:
    """The copy with the seat of another organisation of its country."""
    seat = dice.choice(around) if around else copy
    return replace(
        copy, city=seat.city, postal_code=seat.postal_code, region=seat.region, point=seat.point
    )
