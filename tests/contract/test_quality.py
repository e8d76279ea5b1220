"""Each check of plausibility finds in a stored graph what rows state, on every engine."""

import datetime as dt
from pathlib import Path

from kg.graph.connection import Connection
from kg.graph.contents import GraphContents
from kg.graph.ledger import Ledger
from kg.ingest.account import Accounts
from kg.ingest.facts import FactReader
from kg.ingest.sources import all_tables
from kg.ontology.contract import Contract
from kg.ontology.rdf import load_schema
from kg.quality.belonging import Scope
from kg.quality.checks import CHECKS
from kg.quality.report import Report, report
from kg.quality.survey import Survey
from tests.contract.packages import firm, load, region, write_table

SCHEMA = load_schema()
TODAY = dt.date(2026, 11, 16)
AT_MUNICH = {"city": "München", "latitude": "48.14", "longitude": "11.58"}
AT_ULM = {"city": "Ulm", "latitude": "48.4", "longitude": "10"}
ELSEWHERE = {"latitude": "48.86", "longitude": "2.35", "postalCode": "1099"}


def look(connection: Connection, scope: Scope = Scope()) -> Report:  # noqa: B008  # it is frozen
    reader = FactReader(Contract(SCHEMA), all_tables(SCHEMA))
    accounts = Accounts(Ledger(connection, SCHEMA), reader).of
    return report(Survey(SCHEMA, GraphContents(connection, SCHEMA), TODAY, accounts), scope, 100)


def found(connection: Connection, scope: Scope = Scope()) -> dict[str, list[str]]:  # noqa: B008
    """The ids of what each check finds, without what finds nothing."""
    doubts = look(connection, scope).doubts
    ids = {each.check.name: sorted(f.node.id for f in each.examples) for each in doubts}
    return {name: of for name, of in ids.items() if of}


def load_regions(connection: Connection, folder: Path) -> None:
    codes = ("DE", "DE1", "DE14", "DE2", "DE21", "DED", "DED2")
    write_table(folder / "nuts2021_labels.csv", [region(code) for code in codes])
    load(connection, "nuts", folder)


def write_members(folder: Path) -> None:
    rows = [firm(f"m{n}", region="DE21", **AT_MUNICH) for n in range(11)]
    rows += [firm(f"u{n}", region="DE14", **AT_ULM) for n in range(11)]
    rows += [firm(f"pm{n}", region="DED2", city="Muenchen") for n in range(2)]
    rows += [firm(f"pu{n}", region="DED2", city="ULM") for n in range(2)]
    rows += [
        firm("abroad", region="DE21", **ELSEWHERE),
        firm("code", region="DE21", postalCode="S9 3XA"),
        firm("size", region="DE21", sizeClass="micro", employees="10000"),
        firm("text", region="DE21", name="MÃ¼ller"),
    ]
    write_table(folder / "organisations.csv", rows)
    write_table(
        folder / "capabilities.csv",
        [{"id": "k", "organisation": "m0", "text": "We mill.", "status": "verified"}],
    )
    proof = {"id": "e", "capability": "k", "kind": "certificate", "title": "ISO 9001"}
    write_table(folder / "evidence.csv", [{**proof, "expiresOn": "2026-11-15"}])


def supply_itself(connection: Connection, id_: str) -> None:
    """What no load of members lets in, but an older version may have stored."""
    text = (
        "MATCH (n:Organisation {id: $id}) MERGE (n)-[r:SUPPLIES]->(n) "
        "SET r.records = ['demo/members.relationship/r@demo-1']"
    )
    connection.write(lambda tx: tx.run(text, id=id_).consume())


def write_participants(folder: Path, city: str) -> None:
    row = {"pic": "1", "name": "One", "activity_type": "PRC", "country": "DE", "city": city}
    write_table(folder / "organisations.csv", [row])
    write_table(folder / "projects.csv", [{"rcn": "1", "title": "Milling"}])
    write_table(folder / "participations.csv", [{"rcn": "1", "pic": "1"}])


def test_every_check_finds_its_doubt_and_nothing_else(
    connection: Connection, tmp_path: Path
) -> None:
    load_regions(connection, tmp_path / "nuts")
    write_members(tmp_path / "members")
    assert load(connection, "members", tmp_path / "members", "demo").report.rejected == 0
    supply_itself(connection, "demo:m0")
    for source, city in (("one", "Kiel"), ("two", "Köln")):
        write_participants(tmp_path / source, city)
        load(connection, "cordis", tmp_path / source, source)
    assert found(connection) == {
        "piledIntoRegion": ["DED2"],
        "regionOfAnotherPlace": ["demo:pm0", "demo:pm1", "demo:pu0", "demo:pu1"],
        "pointOutsideCountry": ["demo:abroad"],
        "pointFarFromRegion": ["demo:abroad"],
        "postalCodeOfAnotherCountry": ["demo:code"],
        "postalCodeWithoutZeros": ["demo:abroad"],
        "sizeAgainstEmployees": ["demo:size"],
        "evidenceExpired": ["demo:k"],
        "relationToItself": ["demo:m0"],
        "damagedText": ["demo:text"],
        "sourcesDisagree": ["pic:1"],
    }
    assert set(found(connection)) == {check.name for check in CHECKS}
    assert found(connection, Scope("two")) == {"sourcesDisagree": ["pic:1"]}


def test_a_finding_names_the_records_of_all_its_sources(
    connection: Connection, tmp_path: Path
) -> None:
    for source, city in (("one", "Kiel"), ("two", "Köln")):
        write_participants(tmp_path / source, city)
        load(connection, "cordis", tmp_path / source, source)
    [finding] = [f for doubts in look(connection).doubts for f in doubts.examples]
    assert (finding.term, finding.value, finding.sources) == ("city", "Köln", ("one", "two"))
    assert finding.reason.startswith("two states it; one states Kiel")


def test_an_empty_graph_has_nothing_doubtful_and_nothing_counted(connection: Connection) -> None:
    made = look(connection)
    assert (found(connection), made.sources, made.clusters) == ({}, (), ())
