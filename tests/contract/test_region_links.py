"""Linked regions of a real graph: partners in projects, and firms that supply one another."""

from pathlib import Path

from kg.graph.catalogue import Catalogue
from kg.graph.connection import Connection
from kg.graph.network import NetworkRows
from kg.ontology.rdf import load_schema
from kg.projection.network.build import NetworkBuilder
from kg.projection.network.reader import NetworkReader
from kg.projection.network.types import tie_types
from kg.query.links.answer import RegionLinker
from kg.query.links.present import links_json
from kg.query.links.question import LinkQuestion
from tests.contract.packages import firm, load, region, write_table
from tests.shapes import assert_region_links


def test_projects_and_supplies_link_regions(connection: Connection, tmp_path: Path) -> None:
    rows = [region("UKE3", "South Yorkshire"), region("DE21", "Oberbayern")]
    write_table(tmp_path / "nuts" / "nuts2021_labels.csv", rows)
    load(connection, "nuts", tmp_path / "nuts")
    partners = [
        {
            "pic": pic,
            "name": f"Org {pic}",
            "activity_type": "PRC",
            "country": code[:2],
            "nuts3": code,
        }
        for pic, code in (("1", "UKE3"), ("2", "DE212"), ("3", "UKE3"), ("4", "DE"))
    ]
    write_table(tmp_path / "cordis" / "organisations.csv", partners)
    projects = [{"rcn": number, "title": "Battery packs"} for number in ("10", "11")]
    write_table(tmp_path / "cordis" / "projects.csv", projects)
    parts = [{"rcn": number, "pic": pic} for number in ("10", "11") for pic in ("1", "2", "3", "4")]
    write_table(tmp_path / "cordis" / "participations.csv", parts)
    load(connection, "cordis", tmp_path / "cordis")
    members = [firm("acme", region="UKE3"), firm("bolt", region="DE21")]
    write_table(tmp_path / "members" / "organisations.csv", members)
    supply = {"type": "SUPPLIES", "from": "acme", "to": "bolt"}
    write_table(tmp_path / "members" / "relationships.csv", [supply])
    load(connection, "members", tmp_path / "members")

    types = tie_types(load_schema())
    rows = NetworkRows(connection)
    network = NetworkBuilder(Catalogue(connection), rows, lambda: types).build(1)
    linker = RegionLinker(lambda: NetworkReader(network))
    answer = links_json(linker.link(LinkQuestion()))
    assert_region_links(answer)
    [pair] = answer["pairs"]
    assert pair["regions"] == [
        {"code": "DE21", "name": "Oberbayern"},
        {"code": "UKE3", "name": "South Yorkshire"},
    ]
    # Each project is one link, however many of a region take part.
    assert (pair["links"], pair["byType"]) == (3, {"PARTNERED_IN": 2, "SUPPLIES": 1})
    assert (answer["linksBetween"], answer["linksWithin"]) == (3, 2)
    assert answer["unplaced"] == {"links": 2, "organisations": 1}
