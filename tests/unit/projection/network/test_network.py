"""The network columns: who is related to whom, in which period, and where."""

from pathlib import Path

import numpy as np
import pytest

from kg.projection.network.columns import Network
from kg.projection.network.places import region_of_today
from kg.projection.network.reader import ALWAYS, NetworkReader, Period
from kg.projection.network.storage import NetworkFolder
from kg.projection.projection import UNKNOWN
from tests.factories import firm
from tests.networks import day, network, tie
from tests.unit.projection.same import assert_same

FIRMS = [
    firm("Acme", region="UKE32"),
    firm("Bolt", region="DE21"),
    firm("Cast", country="DE"),
    firm("Uni", region="UKE3", kind="ResearchOrganisation"),
]
FULL = network(
    FIRMS,
    {
        "SUPPLIES": [
            tie("Bolt", "Acme", since="2020-01-01", until="2021-12-31", amount=5, currency="EUR"),
            tie("Acme", "Bolt"),
            tie("Acme", "Nobody"),
        ],
        "COOPERATES_WITH": [tie("Acme", "Acme")],
    },
    {"PARTNERED_IN": {"p1": ["Acme", "Bolt", "Uni"], "p2": ["Acme", "Bolt"], "p3": ["Cast"]}},
    days={"p1": ("2015-01-01", "2017-12-31"), "p2": ("2018-01-01", None)},
)


def ends(reader: NetworkReader, *types: str, period: Period = ALWAYS) -> list[tuple[str, str]]:
    ids = list(reader.network.members.ids)
    rows = reader.ties(types or None, period)
    return [(ids[a], ids[b]) for a, b in zip(rows.starts, rows.ends, strict=True)]


def ordinal(text: str) -> int:
    found = day(text)
    assert found is not None
    return found.toordinal()


def test_relationships_of_a_type_are_found_by_their_ends() -> None:
    assert ends(FULL, "SUPPLIES") == [("acme", "bolt"), ("bolt", "acme")]
    assert ends(FULL, "SUPPORTS") == ends(FULL, "NONE") == []
    assert len(ends(FULL)) == 3


def test_an_amount_and_days_that_nobody_states_are_unknown() -> None:
    rows = FULL.ties(["SUPPLIES"])
    assert rows.amounts.tolist()[1] == 5
    assert np.isnan(rows.amounts[0])
    assert (rows.since[0], rows.until[0]) == (UNKNOWN, UNKNOWN)


def test_only_what_was_in_force_in_the_period_is_kept_and_unknown_days_do_not_shut_out() -> None:
    after = Period(since=ordinal("2022-01-01"))
    assert ends(FULL, "SUPPLIES", period=after) == [("acme", "bolt")]
    within = Period(ordinal("2020-06-01"), ordinal("2020-06-02"))
    assert len(ends(FULL, "SUPPLIES", period=within)) == 2


def test_the_ontology_says_which_types_are_mutual() -> None:
    ties = FULL.network.ties
    mutual = {
        name for name, is_mutual in zip(ties.types, ties.are_mutual, strict=True) if is_mutual
    }
    assert "COOPERATES_WITH" in mutual
    assert not {"SUPPLIES", "SUPPORTS", "CONTROLS"} & mutual


def test_partners_are_counted_by_the_projects_that_they_share() -> None:
    pairs = FULL.partners("PARTNERED_IN")
    found = dict(
        zip(
            zip(pairs.first.tolist(), pairs.second.tolist(), strict=True), pairs.counts, strict=True
        )
    )
    assert found == {(0, 1): 2, (0, 3): 1, (1, 3): 1}


def test_a_project_out_of_the_period_links_nobody() -> None:
    early = Period(until=ordinal("2016-01-01"))
    assert FULL.partners("PARTNERED_IN", early).counts.tolist() == [1, 1, 1]


def test_only_firms_can_be_looked_at() -> None:
    firms = FULL.are_firms()
    assert firms.tolist() == [True, True, True, False]
    assert len(FULL.partners("PARTNERED_IN", among=firms)) == 1


@pytest.mark.parametrize(
    ("level", "codes", "seats"),
    [
        (0, ["DE", "UK"], [1, 0, 0, 1]),
        (2, ["DE21", "UKE3"], [1, 0, UNKNOWN, 1]),
        (3, ["UKE32"], [0, UNKNOWN, UNKNOWN, UNKNOWN]),
    ],
)
def test_organisations_have_a_region_at_each_level(
    level: int, codes: list[str], seats: list[int]
) -> None:
    found, places = FULL.seats(level)
    assert (found, places.tolist()) == (codes, seats)


@pytest.mark.parametrize(
    ("code", "today"),
    [
        ("uke3", "UKE3"),
        ("TLE3", "UKE3"),
        ("FR71", "FRK2"),
        ("UKE39", "UKE3"),
        ("UKZZ", "UK"),
        ("XK00", "XK00"),
        ("no code", ""),
    ],
)
def test_a_code_means_a_region_of_today(code: str, today: str) -> None:
    assert region_of_today(code, {"UK", "UKE3", "FRK2"}, {"FR71": "FRK2"}) == today


@pytest.mark.parametrize("reader", [FULL, network([])], ids=["full", "empty"])
def test_what_is_loaded_is_what_was_saved(tmp_path: Path, reader: NetworkReader) -> None:
    folder = NetworkFolder(tmp_path)
    folder.save(reader.network)
    loaded = folder.load(7)
    assert isinstance(loaded, Network)
    assert_same(reader.network, loaded)


def test_the_network_of_another_revision_is_removed(tmp_path: Path) -> None:
    folder = NetworkFolder(tmp_path)
    folder.save(FULL.network)
    assert folder.load(8) is None
    (tmp_path / "v0-3").mkdir()
    folder.save(FULL.network)
    assert len(list(tmp_path.iterdir())) == 1


def test_a_damaged_network_is_not_loaded(tmp_path: Path) -> None:
    folder = NetworkFolder(tmp_path)
    folder.save(FULL.network)
    next(tmp_path.rglob("starts.npy")).unlink()
    assert folder.load(7) is None
