"""Groups as they are read back, on every engine."""

from pathlib import Path

from kg.graph.connection import Connection
from kg.graph.groupings import GroupingRow, Groupings, InfrastructureRow
from tests.contract.packages import firm, load, write_table

# No table of a package states infrastructure, so it is written as a load would.
WRITTEN = """
MATCH (g:Grouping {id: 'demo:table'})
CREATE (g)-[:USES {records: ['r1']}]->(i:Infrastructure {id: 'i1', name: 'Cold store'})
CREATE (i)-[:SITED_IN {records: ['r1']}]->(:Region {id: 'UKE2', name: 'North Yorkshire'})
SET i.infrastructureKind = 'warehouse'
"""


def test_a_group_has_what_is_stated_of_it(connection: Connection, tmp_path: Path) -> None:
    rows = [
        {"id": "table", "kind": "Cluster", "name": "Table", "clusterType": "value chain",
         "model": "social network", "geographyStrength": "0.5", "verticalStrength": "0.7",
         "activity": "learning | information", "purpose": "Eat"},
        {"id": "list", "kind": "Grouping", "name": "List"},
    ]  # fmt: skip
    write_table(tmp_path / "organisations.csv", [firm("acme")])
    write_table(tmp_path / "clusters.csv", rows)
    words = [
        {"id": "baking", "prefLabel": "baking", "sectorGroup": "food"},
        {"id": "other", "prefLabel": "other"},
    ]
    write_table(tmp_path / "competencies.csv", words)
    load(connection, "members", tmp_path, source="demo")
    connection.write(lambda tx: tx.run(WRITTEN).consume())
    groupings = Groupings(connection)
    first, second = groupings.all()
    assert first == GroupingRow("demo:list")
    assert (second.type, second.model, second.purpose) == ("value chain", "social network", "Eat")
    assert second.strengths == {"geography": 0.5, "vertical": 0.7}
    assert second.activities == ("information", "learning")
    store = InfrastructureRow("i1", "Cold store", "warehouse", "UKE2")
    assert second.infrastructure == (store,)
    assert groupings.sector_groups() == {"demo:baking": "food"}
