"""Links of the public data, as delivered: equal to an independent count of the files."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import polars as pl
import pytest

from kg.model import Organisation
from kg.query.links.answer import RegionLinker
from kg.query.links.found import LinksAnswer
from kg.query.links.question import LinkQuestion
from tests.conftest import DATA
from tests.networks import network

pytestmark = pytest.mark.needs_data

FOLDER = DATA / "h2020"
KINDS = {"PRC": "Firm", "REC": "ResearchOrganisation", "HES": "ResearchOrganisation"}


@dataclass(frozen=True)
class Delivered:
    """The organisations and the members of each project."""

    organisations: list[Organisation]
    projects: dict[str, list[str]]


@cache
def delivered() -> Delivered:
    organisations = [
        Organisation(
            row["pic"],
            row["name"],
            KINDS.get(row["activity_type"], "Organisation"),
            row["country"] if row["country"] != "NA" else None,
            row["nuts3"] or None,
        )
        for row in rows(FOLDER / "organisations.csv")
    ]
    projects: dict[str, list[str]] = {}
    for row in rows(FOLDER / "participations.csv"):
        projects.setdefault(row["rcn"], []).append(row["pic"])
    return Delivered(organisations, projects)


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def answer(*, firms_only: bool = False, start: str | None = None) -> LinksAnswer:
    found = delivered()
    reader = network(found.organisations, {}, {"PARTNERED_IN": found.projects}, places=())
    question = LinkQuestion(
        types=("PARTNERED_IN",), start=start, firms_only=firms_only, limit=20_000
    )
    return RegionLinker(lambda: reader).link(question)


@pytest.mark.parametrize(("firms_only", "expected"), [(False, 10_672), (True, None)])
def test_every_pair_has_the_projects_that_the_files_state(
    expected: int | None, *, firms_only: bool
) -> None:
    found, stated = answer(firms_only=firms_only), links_of_the_files(firms_only=firms_only)
    assert {(pair.first, pair.second): pair.links for pair in found.pairs} == stated
    assert found.pairs_between == len(stated)
    assert expected in {None, len(stated)}


def test_a_link_that_one_organisation_carries_says_so() -> None:
    [pair] = [p for p in answer(start="DE21").pairs if p.second == "FR10"]
    assert pair.carrier is not None
    assert (pair.links, pair.carrier.lost) == (78, 34)


def test_the_coverage_of_each_country_is_that_of_the_files() -> None:
    british = answer().coverage["UK"]
    assert (british.organisations, british.organisations - british.placed) == (555, 410)
    assert not british.is_enough


def links_of_the_files(*, firms_only: bool) -> dict[tuple[str, str], int]:
    """How many projects each two regions of level 2 share."""
    seats = pl.read_csv(FOLDER / "organisations.csv", infer_schema_length=0)
    if firms_only:
        seats = seats.filter(pl.col("activity_type") == "PRC")
    seats = seats.filter(pl.col("nuts2").str.len_chars() == len("UKE3")).select("pic", "nuts2")
    parts = pl.read_csv(FOLDER / "participations.csv", infer_schema_length=0)
    there = parts.join(seats, on="pic").select("rcn", "nuts2").unique()
    both = there.join(there, on="rcn", suffix="_other")
    both = both.filter(pl.col("nuts2") < pl.col("nuts2_other"))
    counts = both.group_by("nuts2", "nuts2_other").len()
    return {(first, second): count for first, second, count in counts.iter_rows()}
