"""The public data, whole: NUTS and CORDIS, and a need answered from them."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.conftest import Answer, Kg
from tests.shapes import assert_match, assert_region_links

pytestmark = pytest.mark.needs_data

ON_SUBJECT = re.compile(
    r"batter|lithium|electric|\bEVs?\b|vehicle|energy storage|Li-ion|electromobil|cells",
    re.IGNORECASE,
)

# How rows came by a region that is wrong for some of them, and the regions into which they are
# piled, each with the one city there that is right. No check reads this column.
WRONG_BY = "ec_dashboard_2021"
PILES = {"DED21": "dresden", "FRK21": "bourg en bresse"}


@pytest.fixture(scope="module")
def public(
    tmp_path_factory: pytest.TempPathFactory, data: Path
) -> Iterator[tuple[Kg, list[Answer]]]:
    kg = Kg(tmp_path_factory.mktemp("public"))
    loads = [kg("ingest", "nuts", data / "nuts", "--json")]
    loads += [kg("ingest", "cordis", data / "h2020", "--json")]
    yield kg, loads
    kg("down")


def test_every_row_is_loaded(public: tuple[Kg, list[Answer]]) -> None:
    nuts, cordis = public[1]
    assert (nuts.code, cordis.code) == (0, 0), nuts.err + cordis.err
    assert cordis.json == {"read": 17_974, "written": 17_974, "unchanged": 0, "rejected": 0}
    assert nuts.json["read"] == nuts.json["written"] + nuts.json["unchanged"] == 5_241


def test_a_second_run_writes_nothing(public: tuple[Kg, list[Answer]], data: Path) -> None:
    kg, _ = public
    before = kg("status", "--json").json["revision"]
    assert kg("ingest", "nuts", data / "nuts", "--json").json["written"] == 0
    assert kg("ingest", "cordis", data / "h2020", "--json").json["written"] == 0
    assert kg("status", "--json").json["revision"] == before


def test_a_need_is_answered_by_projects_on_its_subject(public: tuple[Kg, list[Answer]]) -> None:
    kg, _ = public
    need = "we need partners to build and test lithium battery packs for electric buses"
    answer = kg("match", need, "--json").json
    assert_match(answer)
    assert len(answer["partners"]) == 10
    cited = [
        [e["title"] for part in partner["parts"] for e in part["evidence"]]
        for partner in answer["partners"]
    ]
    on_subject = [titles for titles in cited if any(map(ON_SUBJECT.search, titles))]
    assert len(on_subject) >= 9


def test_nonsense_finds_nobody_among_thousands(public: tuple[Kg, list[Answer]]) -> None:
    assert public[0]("match", "asdf qwer zxcv", "--json").json["abstained"] is True


def test_a_region_may_be_named_in_words(public: tuple[Kg, list[Answer]]) -> None:
    need = "energy renovation of buildings"
    partners = public[0]("match", need, "--region", "Emilia-Romagna", "--json").json["partners"]
    assert partners
    assert all(p["region"].startswith("ITH5") for p in partners)


def test_an_unknown_region_comes_with_a_suggestion(public: tuple[Kg, list[Answer]]) -> None:
    answer = public[0]("match", "wind turbines", "--region", "South Yorkshir")
    assert answer.code == 1
    assert "South Yorkshire" in answer.err


def test_piled_up_rows_are_found_without_the_name_of_their_origin(
    public: tuple[Kg, list[Answer]], data: Path
) -> None:
    answer = public[0]("quality", "--limit", "10000", "--json")
    found = {each["check"]: each["findings"] for each in answer.json["checks"]}
    assert {finding["value"] for finding in found["piledIntoRegion"]} == PILES.keys()
    flagged = {f["id"].removeprefix("pic:") for f in found["regionOfAnotherPlace"]}
    with (data / "h2020" / "organisations.csv").open(encoding="utf-8", newline="") as stream:
        rows = {row["pic"]: row for row in csv.DictReader(stream)}
    piled = {pic for pic, row in rows.items() if _is_piled(row)}
    # Measured: 22 of 25, and all that is found in these regions is of that origin.
    assert len(piled & flagged) >= 0.8 * len(piled)
    there = {pic for pic in flagged if rows[pic]["nuts3"] in PILES}
    assert len(there & piled) >= 0.95 * len(there)
    others = {pic for pic, row in rows.items() if row["nuts3"] and row["nuts3_source"] != WRONG_BY}
    assert len(flagged & others) <= 0.005 * len(others)


def _is_piled(row: dict[str, str]) -> bool:
    right = PILES.get(row["nuts3"])
    return row["nuts3_source"] == WRONG_BY and right not in (None, row["city"].lower())


def test_links_between_regions_lose_what_is_in_no_region_of_today_and_what_is_doubted(
    public: tuple[Kg, list[Answer]],
) -> None:
    # As delivered 10,672 pairs share a project (tests/unit/query/links/test_public_data.py). Of
    # 60 organisations the code is of another version of NUTS: 32 follow it to the region of
    # today, and 28 have none at level 2, since theirs was divided or is of a later version.
    asked = "regions", "links", "--type", "PARTNERED_IN", "--json"
    followed = public[0](*asked).json
    assert_region_links(followed)
    assert followed["pairsBetween"] == 10_248
    checked = public[0](*asked, "--without-doubted").json
    assert (checked["pairsBetween"], checked["leftOut"]["doubtedRegions"]) == (10_100, 35)
