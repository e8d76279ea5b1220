"""Value chains as they are read back, on every engine."""

import datetime as dt
from pathlib import Path

from kg.graph.connection import Connection
from kg.graph.value_chains import ChainName, ValueChains
from tests.contract.packages import firm, load, write_table

TODAY = dt.date(2026, 12, 1)


def test_a_chain_has_its_stages_with_order_competencies_and_performers(
    connection: Connection, tmp_path: Path
) -> None:
    write_table(tmp_path / "organisations.csv", [firm("acme"), firm("bolt")])
    write_table(tmp_path / "competencies.csv", [{"id": "milling", "prefLabel": "milling"}])
    write_table(
        tmp_path / "value_chains.csv",
        [
            {"id": "s1", "chain": "hoist", "chainName": "Hoist", "name": "Frame",
             "competency": "milling", "position": "1", "performer": "acme | bolt"},
            {"id": "s2", "chain": "hoist", "chainName": "Hoist", "name": "Finishing",
             "position": "2", "after": "s1"},
        ],
    )  # fmt: skip
    load(connection, "members", tmp_path, source="demo")
    chains = ValueChains(connection)
    assert chains.all() == [ChainName("demo:hoist", "Hoist")]
    frame, finishing = chains.stages(["demo:hoist"], TODAY)
    assert frame.performers == ("demo:acme", "demo:bolt")
    assert (frame.competencies, frame.after) == (("demo:milling",), ())
    assert (finishing.after, finishing.performers) == (("demo:s1",), ())
    assert (finishing.name, finishing.position, finishing.competencies) == ("Finishing", 2, ())
    assert chains.stages([], TODAY) == []
