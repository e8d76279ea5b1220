"""Organisations that look like a given one and are others."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bench.resolution.slips import FORMS, letter_case
from kg.ingest.resolution.pair import Profile

COUNTRIES = {"DE": "Deutschland", "FR": "France", "ES": "España", "IT": "Italia", "UK": "UK",
             "NL": "Nederland", "PL": "Polska", "SE": "Sweden", "AT": "Austria"}  # fmt: skip
LOCAL_FORM = {"DE": "GmbH", "FR": "SAS", "ES": "SL", "IT": "SRL", "UK": "Ltd", "NL": "BV",
              "PL": "Sp. z o.o.", "SE": "AB", "AT": "GmbH"}  # fmt: skip
PARTS = ("Faculty of Medicine", "Department of Physics", "University Hospital",
         "Alumni Association", "Foundation", "Library")  # fmt: skip
LINES = ("Services", "Holding", "Automotive", "Logistics", "Real Estate", "Ventures")
# The share of organisations that have a near miss of each kind.
SHARE = 0.1
# The table itself has fewer that bear one name in one country.
SHARE_OF_NAMESAKES = 0.05
# Firms of one country share a surname, a trade, or both; longer names are hardly given twice.
MOST_SHARED_WORDS = 2


def near_misses(
    body: Profile, bodies: Sequence[Profile], dice: random.Random
) -> Iterator[tuple[Profile, str]]:
    """Other organisations like a body, each with the kind of its likeness."""
    made = (
        ("same name abroad", _abroad),
        ("subsidiary abroad", _subsidiary),
        ("sister in the same city", _sister),
        ("part of it", _part),
        ("another word", _other_word),
    )
    for kind, make in made:
        if dice.random() < SHARE:
            other = make(body, bodies, dice)
            if other is not None:
                yield replace(other, id=f"{kind.replace(' ', '-')}:{body.id}"), kind
    if dice.random() < SHARE / 2:
        for number in "12":
            name = f"{_core(body)} {dice.choice(('No.', 'Nr', ''))} {number}"
            other = replace(_near(body, dice), name=name, id=f"numbered-{number}:{body.id}")
            yield other, "numbered"
    if dice.random() < SHARE_OF_NAMESAKES:
        namesake = _in_another_town(body, bodies, dice)
        if namesake is not None:
            yield replace(namesake, id=f"namesake:{body.id}"), "same name in another town"


def _abroad(body: Profile, bodies: Sequence[Profile], dice: random.Random) -> Profile | None:
    seat = dice.choice(bodies)
    if seat.country == body.country or not seat.city:
        return None
    name = letter_case(body.name, "", dice) if dice.random() < 0.5 else _core(body)
    return _seated(replace(_bare(body), name=name), seat)


def _in_another_town(
    body: Profile, bodies: Sequence[Profile], dice: random.Random
) -> Profile | None:
    """What is called by the same surname, trade or short word; many abbreviate it alike too."""
    towns = [b for b in bodies if b.country == body.country and b.city]
    seat = dice.choice(towns or [body])
    if len(_core(body).split()) > MOST_SHARED_WORDS or not body.city:
        return None
    if (seat.city or "").casefold() == body.city.casefold():
        return None
    name = letter_case(body.name, "", dice) if dice.random() < 0.5 else body.name
    short = body.alternative_names if dice.random() < 0.5 else ()
    other = replace(_bare(body), name=name, website=seat.website, alternative_names=short)
    return _seated(other, seat)


def _subsidiary(body: Profile, bodies: Sequence[Profile], dice: random.Random) -> Profile | None:
    seat = dice.choice([b for b in bodies if b.country in COUNTRIES] or [body])
    country = seat.country or ""
    if country == body.country or country not in COUNTRIES or body.kind != "Firm":
        return None
    name = f"{_core(body)} {COUNTRIES[country]} {LOCAL_FORM[country]}"
    website = body.website if dice.random() < 0.3 else None
    return _seated(replace(_bare(body), name=name, website=website), seat)


def _sister(body: Profile, bodies: Sequence[Profile], dice: random.Random) -> Profile | None:  # noqa: ARG001
    form = body.name.split()[-1] if body.name.split()[-1].upper() in FORMS else ""
    name = f"{_core(body)} {dice.choice(LINES)} {form}".strip()
    return replace(_near(body, dice), name=name) if body.kind == "Firm" else None


def _part(body: Profile, bodies: Sequence[Profile], dice: random.Random) -> Profile | None:  # noqa: ARG001
    if body.kind == "Firm":
        return None
    part = dice.choice(PARTS)
    name = dice.choice((f"{body.name} {part}", f"{part}, {body.name}", f"{part} of {body.name}"))
    return replace(_near(body, dice), name=name)


def _other_word(body: Profile, bodies: Sequence[Profile], dice: random.Random) -> Profile | None:
    words = body.name.split()
    long = [place for place, word in enumerate(words) if len(word) > 4]
    donors = [w for w in dice.choice(bodies).name.split() if len(w) > 4 and w.upper() not in FORMS]
    if not (long and donors and len(words) > 1):
        return None
    words[dice.choice(long)] = dice.choice(donors)
    name = " ".join(words)
    return replace(_near(body, dice), name=name) if name != body.name else None


def _core(body: Profile) -> str:
    words = body.name.split()
    return " ".join(words[:-1]) if len(words) > 1 and words[-1].upper() in FORMS else body.name


def _bare(body: Profile) -> Profile:
    return replace(body, identifiers={}, website=None, alternative_names=(), sources=("members",))


def _near(body: Profile, dice: random.Random) -> Profile:
    """What stands in the same street: the website is shared now and then."""
    website = body.website if dice.random() < 0.3 else None
    code = body.postal_code if dice.random() < 0.5 else None
    return replace(_bare(body), website=website, postal_code=code, point=None)


def _seated(body: Profile, seat: Profile) -> Profile:
    return replace(
        body, country=seat.country, city=seat.city, postal_code=seat.postal_code,
        region=seat.region, point=seat.point,
    )  # fmt: skip
