"""The network of a real graph: relationships, projects, clusters and enterprises in columns."""

from pathlib import Path

from kg.graph.catalogue import Catalogue
from kg.graph.connection import Connection
from kg.graph.network import NetworkRows
from kg.ontology.rdf import load_schema
from kg.projection.network.build import NetworkBuilder
from kg.projection.network.reader import NetworkReader
from kg.projection.network.types import tie_types
from tests.contract.packages import firm, load, write_table


def test_what_joins_organisations_is_read_with_its_days_and_amounts(
    connection: Connection, tmp_path: Path
) -> None:
    members = [firm("acme", region="UKE3"), firm("bolt", region="DE21")]
    write_table(tmp_path / "members" / "organisations.csv", members)
    related = [
        {
            "type": "SUPPLIES",
            "from": "acme",
            "to": "bolt",
            "amount": 1500,
            "currency": "EUR",
            "startsOn": "2020-02-01",
        },
        {"type": "MEMBER_OF", "from": "acme", "to": "circle", "role": "member"},
        {"type": "MEMBER_OF", "from": "bolt", "to": "circle", "startsOn": "2021-03-01"},
    ]
    write_table(tmp_path / "members" / "relationships.csv", related)
    clusters = [{"id": "circle", "kind": "Cluster", "name": "Circle"}]
    write_table(tmp_path / "members" / "clusters.csv", clusters)
    load(connection, "members", tmp_path / "members")
    partners = [{"pic": "1", "name": "One", "country": "UK", "activity_type": "PRC"}]
    write_table(tmp_path / "cordis" / "organisations.csv", partners)
    projects = [{"rcn": "10", "title": "Battery packs", "acronym": "BAT"}]
    projects[0] |= {"start_date": "2015-01-01", "end_date": "2017-12-31"}
    write_table(tmp_path / "cordis" / "projects.csv", projects)
    parts = [{"rcn": "10", "pic": "1", "role": "coordinator", "contribution": "100"}]
    write_table(tmp_path / "cordis" / "participations.csv", parts)
    load(connection, "cordis", tmp_path / "cordis")

    found = NetworkBuilder(
        Catalogue(connection), NetworkRows(connection), lambda: tie_types(load_schema())
    ).build(1)
    ids = list(found.members.ids)
    supply = NetworkReader(found).ties(["SUPPLIES"])
    assert (ids[supply.starts[0]], ids[supply.ends[0]]) == (
        "members:acme",
        "members:bolt",
    )
    assert (supply.amounts.tolist(), found.ties.currencies[0]) == ([1500.0], "EUR")
    assert supply.since.tolist() == [737456]
    circle, project = found.groupings, found.projects
    assert [ids[row] for row in circle.members[0].tolist()] == ["members:acme", "members:bolt"]
    assert (circle.kinds[0], list(circle.roles)) == ("Cluster", ["member", ""])
    assert (project.names[0], project.amounts.tolist()) == ("BAT", [100.0])
    assert (int(project.until[0] - project.since[0]), list(project.roles)) == (
        1095,
        ["coordinator"],
    )
