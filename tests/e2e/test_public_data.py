"""The public data, whole: NUTS and CORDIS, and a need answered from them."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.conftest import Answer, Kg
from tests.shapes import assert_match

pytestmark = pytest.mark.needs_data

ON_SUBJECT = re.compile(
    r"batter|lithium|electric|\bEVs?\b|vehicle|energy storage|Li-ion|electromobil|cells",
    re.IGNORECASE,
)


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
