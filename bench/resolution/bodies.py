"""Organisations of European research projects as profiles, and how they are split."""

import csv
import gzip
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Literal

from kg.ingest.resolution.pair import Profile
from kg.ingest.sources.cordis import organisation_kind

Split = Literal["train", "validation", "test"]

DATA = Path(__file__).parents[2].parent / "shared" / "data"
ORGANISATIONS = DATA / "h2020" / "organisations.csv"
FURTHER = DATA / "h2020-bench" / "train_organisations.csv.gz"
UNKNOWN = ("", "NA")
# Two PICs of one body, and of two bodies, as far as known from outside of the table. Other pairs of
# equal names in it are not judged: nobody knows.
ONE_BODY = {frozenset({"pic:907549752", "pic:983318392"})}
TWO_BODIES = {frozenset({"pic:974420485", "pic:999754363"})}


def read_bodies(path: Path = ORGANISATIONS) -> list[Profile]:
    """The organisations of a table that have a name."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["name"] not in UNKNOWN]
    return [_profile(row) for row in sorted(rows, key=lambda row: row["pic"])]


def further_bodies() -> list[Profile]:
    """Those of the larger table that are not in the first one."""
    known = {body.id for body in read_bodies()}
    return [body for body in read_bodies(FURTHER) if body.id not in known]


def split_of(body: Profile) -> Split:
    """Half to learn from, a fifth to set thresholds, the rest to measure."""
    place = zlib.crc32(body.id.encode()) % 10
    return "train" if place < 5 else "validation" if place < 7 else "test"


def unseen_bodies() -> list[Profile]:
    """The half of the larger table that nothing is learned from."""
    return [body for body in further_bodies() if not _is_of_crowd(body)]


def crowd() -> list[Profile]:
    """The other half: rows beside those that are learned from, every second of another source."""
    rows = [body for body in further_bodies() if _is_of_crowd(body)]
    return [
        replace(body, identifiers={}, sources=("members",)) if place % 2 else body
        for place, body in enumerate(rows)
    ]


def _is_of_crowd(body: Profile) -> bool:
    return zlib.crc32(body.id.encode()) % 2 == 0


def of_split(bodies: Iterable[Profile], split: Split) -> list[Profile]:
    """The organisations of a part."""
    return [body for body in bodies if split_of(body) == split]


def _profile(row: Mapping[str, str]) -> Profile:
    # NA is Namibia among countries.
    known = {
        c: value for c, value in row.items() if value not in UNKNOWN or (value and c == "country")
    }
    latitude, _, longitude = known.get("geo", "").partition(",")
    return Profile(
        id=f"pic:{row['pic']}",
        name=row["name"],
        alternative_names=(known["short_name"],) if "short_name" in known else (),
        kind=organisation_kind(known.get("activity_type"), row["name"]),
        country=known.get("country"),
        region=known.get("nuts3"),
        city=known.get("city"),
        postal_code=known.get("post_code"),
        website=known.get("url"),
        point=(float(latitude), float(longitude)) if longitude else None,
        identifiers={"pic": frozenset({row["pic"]})},
        sources=("research",),
    )
