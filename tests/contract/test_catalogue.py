"""What is read back of the demonstration's shape of data."""

import datetime as dt
from pathlib import Path

import pytest

from kg.graph.catalogue import Catalogue
from kg.graph.connection import Connection
from kg.graph.opportunities import Capacity
from kg.model import Profile
from tests.contract.packages import firm, load, write_table


@pytest.fixture
def catalogue(connection: Connection, tmp_path: Path) -> Catalogue:
    write_table(
        tmp_path / "organisations.csv",
        [
            firm("acme", name="Acme Fräserei", alternativeName="AF | Acme Milling", country="UK"),
            firm("bolt", name="Bolt Works", kind="Organisation", alternativeName=""),
        ],
    )
    write_table(
        tmp_path / "capabilities.csv",
        [{"id": "c1", "organisation": "acme", "text": "We mill.", "status": "claimed"}],
    )
    write_table(
        tmp_path / "evidence.csv",
        [
            {
                "id": "e1",
                "capability": "c1",
                "kind": "audit",
                "title": "Audit",
                "issuedOn": "2026-01-02",
            }
        ],
    )
    load(connection, "members", tmp_path, source="demo")
    return Catalogue(connection)


def test_an_organisation_is_found_by_any_of_its_names(catalogue: Catalogue) -> None:
    assert [o.id for o in catalogue.find_organisations("FRÄS", 5)] == ["demo:acme"]
    assert [o.id for o in catalogue.find_organisations("milling", 5)] == ["demo:acme"]


def test_an_organisation_is_shown_with_statement_and_evidence(catalogue: Catalogue) -> None:
    detail = catalogue.organisation("demo:acme")
    assert detail is not None
    assert (detail.organisation.kind, detail.organisation.region) == ("Firm", "UKE3")
    [statement] = detail.capabilities
    [proof] = statement.evidence
    assert (proof.title, proof.file, proof.row, proof.source) == (
        "Audit",
        "evidence.csv",
        2,
        "demo",
    )


def test_an_unknown_organisation_is_none(catalogue: Catalogue) -> None:
    assert catalogue.organisation("demo:nobody") is None


def test_an_organisation_of_unknown_kind_has_the_root_as_kind(catalogue: Catalogue) -> None:
    kinds = {o.id: o.kind for o in catalogue.organisations()}
    assert kinds == {"demo:acme": "Firm", "demo:bolt": "Organisation"}


def test_a_statement_can_be_cited_with_its_row(catalogue: Catalogue) -> None:
    cited = catalogue.cite(["demo:e1"], ["demo:c1"])
    assert cited["demo:c1"].title == "We mill."
    assert cited["demo:e1"].date is not None
    assert {c.file for c in cited.values()} == {"capabilities.csv", "evidence.csv"}


def test_what_conditions_are_held_against_is_read(connection: Connection, tmp_path: Path) -> None:
    stated = {
        "city": "Sheffield", "latitude": "53.396", "longitude": "-1.429", "sizeClass": "small",
        "employees": "34", "language": "en | de", "sector": "25.62",
    }  # fmt: skip
    write_table(tmp_path / "organisations.csv", [firm("acme", **stated), firm("bolt")])
    capacity = {"capacityAmount": "1200", "capacityUnit": "hours", "capacityPeriod": "quarter"}
    offered = {"id": "c1", "organisation": "acme", "text": "We mill.", "status": "claimed"}
    free = {"freeAmount": "300", "freeFrom": "2027-02-01"}
    write_table(tmp_path / "capabilities.csv", [{**offered, **capacity, **free}])
    shown = [
        {"id": "e1", "capability": "c1", "kind": "certificate", "title": "ISO 9001:2015"},
        {"id": "e2", "capability": "c1", "kind": "audit", "title": "Audit"},
        {"id": "e3", "capability": "c1", "kind": "reference", "title": "A bridge"},
    ]
    write_table(tmp_path / "evidence.csv", shown)
    load(connection, "members", tmp_path, source="demo")
    catalogue = Catalogue(connection)
    everybody = {o.id: o for o in catalogue.organisations()}
    acme, bolt = everybody["demo:acme"], everybody["demo:bolt"]
    assert acme.profile == Profile((53.396, -1.429), "small", 34, ("en", "de"))
    assert (acme.city, bolt.profile.point) == ("Sheffield", None)
    assert list(catalogue.organisations(["demo:acme"])) == [acme]
    [row] = catalogue.capabilities()
    assert row.capacity == Capacity(1200.0, "hours", "quarter", 300.0, dt.date(2027, 2, 1))
    assert list(catalogue.capabilities(["demo:c1"])) == [row]
    titles = {e.id: e.certificate for e in catalogue.evidence()}
    assert titles == {"demo:e1": "ISO 9001:2015", "demo:e2": None, "demo:e3": None}
    assert [e.id for e in catalogue.evidence() if e.is_work] == ["demo:e3"]
    assert {e.id: e.certificate for e in catalogue.evidence([*titles])} == titles
    assert list(catalogue.organisation_sectors()) == [("demo:acme", "25.62")]
    assert list(catalogue.organisation_sectors(["demo:acme"])) == [("demo:acme", "25.62")]
    assert list(catalogue.organisation_sectors(["demo:bolt"])) == []


def test_who_works_together_is_read_from_both_ends(connection: Connection, tmp_path: Path) -> None:
    write_table(tmp_path / "organisations.csv", [firm("acme"), firm("bolt"), firm("core")])
    ties = [
        {"from": "acme", "type": "SUPPLIES", "to": "bolt"},
        {"from": "bolt", "type": "COMPETES_WITH", "to": "core"},
    ]
    write_table(tmp_path / "relationships.csv", ties)
    load(connection, "members", tmp_path, source="demo")
    catalogue = Catalogue(connection)
    assert list(catalogue.organisation_ties()) == [("demo:acme", "demo:bolt")]
    assert list(catalogue.organisation_ties(["demo:bolt"])) == [("demo:bolt", "demo:acme")]
    assert list(catalogue.organisation_ties(["demo:core"])) == []


def test_what_is_broader_is_read_as_long_as_it_is_stated(
    connection: Connection, tmp_path: Path
) -> None:
    skills = [
        {"id": "tig", "prefLabel": "TIG", "broader": "welding"},
        {"id": "welding", "prefLabel": "welding"},
    ]
    write_table(tmp_path / "organisations.csv", [firm("acme")])
    write_table(tmp_path / "competencies.csv", skills)
    load(connection, "members", tmp_path, source="demo")
    catalogue = Catalogue(connection)
    pair = ("demo:tig", "demo:welding")
    assert list(catalogue.competency_hierarchy()) == [pair]
    write_table(tmp_path / "competencies.csv", [{**skills[0], "broader": ""}, skills[1]])
    load(connection, "members", tmp_path, source="demo")
    assert list(catalogue.competency_hierarchy()) == []
