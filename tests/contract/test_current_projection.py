"""After any load the read model that is brought up to date equals one that is built whole."""

from dataclasses import replace
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from kg.graph.batch import Batch
from kg.graph.catalogue import Catalogue
from kg.graph.connection import Connection
from kg.graph.ledger import Ledger
from kg.model import NodeRef
from kg.ontology.rdf import load_schema
from kg.projection.build import Builder
from kg.projection.changes import ChangeLog
from kg.projection.projection import Projection
from tests.contract.packages import firm, load, region, write_table
from tests.factories import WORDS, BagEncoder
from tests.unit.projection.same import assert_same

ENCODER = BagEncoder()
Row: TypeAlias = dict[str, Any]
# With all that the conditions of a need are held against.
BOLT = firm(
    "bolt", region="UKE32", city="Sheffield", latitude="53.38", longitude="-1.47",
    sizeClass="small", employees="34", language="en | de", sector="25.62 | 33.20",
)  # fmt: skip


def statement(id_: str, organisation: str, competency: str = "", text: str = "") -> Row:
    row = {"id": id_, "organisation": organisation, "competency": competency}
    return {**row, "text": text or f"We do {id_}.", "status": "claimed"}


class Graph:
    """A graph that is loaded step by step, with the read model that follows it."""

    def __init__(self, connection: Connection, folder: Path) -> None:
        self.connection, self.folder = connection, folder
        self.log = ChangeLog(folder / "changes")
        self.builder = Builder(Catalogue(connection), ENCODER.encode, "bag-1", WORDS)
        self.load("nuts", {"nuts2021_labels": [region("UK"), region("UKE3", "South Yorkshire")]})
        self.members(
            organisations=[firm("acme"), BOLT, firm("cox")],
            competencies=[
                {"id": "milling", "prefLabel": "milling", "altLabel": "CNC milling"},
                {"id": "turning", "prefLabel": "turning"},
            ],
            capabilities=[
                statement("a1", "acme", "milling"),
                statement("b1", "bolt", "turning"),
                {**statement("b2", "bolt"), "capacityAmount": "40", "capacityUnit": "hours"},
            ],
            evidence=[
                {"id": "e1", "capability": "a1", "kind": "certificate", "title": "ISO 9001"},
                {"id": "e2", "capability": "b1", "kind": "audit", "title": "Audit of turning"},
            ],
        )
        self.earlier = self.builder.build(self.revision())

    def members(self, **tables: list[Row]) -> None:
        self.load("members", tables)

    def snapshot(self, **tables: list[Row]) -> None:
        self.load("members", tables, retire_at_most=100)

    def load(
        self, format_: str, tables: dict[str, list[Row]], retire_at_most: int | None = None
    ) -> None:
        folder = self.folder / f"package-{len(list(self.folder.iterdir()))}"
        for name, rows in tables.items():
            write_table(folder / f"{name}.csv", rows)
        outcome = load(
            self.connection,
            format_,
            folder,
            note=self.log.note,
            retire_at_most=retire_at_most,
        )
        assert outcome.rejections == ()

    def delete(self, *refs: NodeRef) -> None:
        ledger = Ledger(self.connection, load_schema(), self.log.note)
        ledger.write(Batch("members-1", deleted=refs))

    def revision(self) -> int:
        return self.builder.source.state().revision  # type: ignore[attr-defined,no-any-return]

    def check(self) -> Projection:
        """The read model brought up to date, which is as good as one built whole."""
        revision = self.revision()
        touched = self.log.between(self.earlier.revision, revision)
        assert touched is not None, "each revision is noted"
        updated = self.builder.update(self.earlier, revision, touched)
        assert_same(updated, self.builder.build(revision))
        return updated


@pytest.fixture
def graph(connection: Connection, tmp_path: Path) -> Graph:
    return Graph(connection, tmp_path)


def projects(graph: Graph, title: str = "Robots that mill") -> None:
    graph.load("cordis", cordis("7", title))


def cordis(project: str, title: str) -> dict[str, list[Row]]:
    return {
        "organisations": [
            {"pic": pic, "name": f"P{pic}", "activity_type": "PRC", "country": "DE"}
            for pic in ("1", "2")
        ],
        "projects": [{"rcn": project, "title": title}],
        "participations": [{"rcn": "7", "pic": pic} for pic in ("1", "2")],
    }


def rename(graph: Graph) -> None:
    graph.members(organisations=[firm("acme", name="Acme Ltd", kind="Association", region="UK")])


def restate(graph: Graph) -> None:
    graph.members(
        organisations=[firm("dee")],
        capabilities=[
            statement("a1", "acme", "turning", "We do more than milling."),
            statement("b1", "cox", "turning"),
            statement("d1", "dee", "milling"),
        ],
    )


def change_trade(graph: Graph) -> None:
    graph.members(
        organisations=[{**BOLT, "sector": "25.61", "sizeClass": "medium", "language": "pl"}]
    )


def relabel(graph: Graph) -> None:
    graph.members(
        organisations=[firm("acme")],
        competencies=[
            {"id": "milling", "prefLabel": "Milling", "altLabel": "five-axis milling"},
            {"id": "welding", "prefLabel": "welding"},
        ],
    )


def prove(graph: Graph) -> None:
    audit = {"id": "e1", "capability": "b2", "kind": "audit", "title": "Audit"}
    graph.members(
        organisations=[firm("acme")],
        evidence=[
            {**audit, "issuedOn": "2026-01-02", "expiresOn": "2027-01-02"},
            {**audit, "id": "e3", "capability": "a1"},
        ],
    )


def arrive(graph: Graph) -> None:
    """The region of a seat that was found around it so far."""
    graph.load("nuts", {"nuts2021_labels": [region("UKE32", "Sheffield")]})


def rewrite(graph: Graph) -> None:
    projects(graph)
    projects(graph, "Robots that mill and turn")


def remove(graph: Graph) -> None:
    graph.delete(
        NodeRef("Competency", "members:turning"),
        NodeRef("Evidence", "members:e1"),
        NodeRef("Organisation", "members:cox"),
    )


def remove_and_restore(graph: Graph) -> None:
    graph.delete(NodeRef("Competency", "members:milling"), NodeRef("Capability", "members:b2"))
    relabel(graph)
    graph.members(organisations=[firm("acme")], capabilities=[statement("b2", "acme", "milling")])


def retire(graph: Graph) -> None:
    """An organisation whose capability came, a competency that is stated, evidence."""
    graph.snapshot(
        organisations=[firm("acme"), firm("cox")],
        competencies=[{"id": "turning", "prefLabel": "turning"}],
        evidence=[{"id": "e2", "capability": "b1", "kind": "audit", "title": "Audit of turning"}],
    )


def come_again(graph: Graph) -> None:
    graph.members(
        organisations=[firm("acme"), BOLT, firm("cox")],
        competencies=[{"id": "milling", "prefLabel": "milling", "altLabel": "CNC milling"}],
        evidence=[{"id": "e1", "capability": "a1", "kind": "certificate", "title": "ISO 9001"}],
    )


def retire_a_project(graph: Graph) -> None:
    projects(graph)
    graph.load("cordis", cordis("8", "Robots that weld"), retire_at_most=100)


# What is deleted behind the back of its records comes again only where they change: not at the end.
STEPS = (
    retire,
    come_again,
    remove_and_restore,
    rename,
    change_trade,
    restate,
    relabel,
    prove,
    arrive,
    projects,
    rewrite,
    retire_a_project,
    rewrite,
    remove,
)


def test_load_by_load_is_brought_in(graph: Graph) -> None:
    for step in STEPS:
        step(graph)
        graph.earlier = graph.check()


def test_what_is_retired_leaves_the_read_model_and_comes_again(graph: Graph) -> None:
    whole = graph.earlier
    retire(graph)
    without = graph.check()
    assert set(without.organisations.ids) == {"members:acme", "members:cox"}
    assert set(without.capabilities.ids) == {"members:a1"}
    assert set(without.competencies.ids) == {"members:turning"}
    graph.earlier = without
    come_again(graph)
    assert_same(graph.check(), replace(whole, revision=graph.revision()))
    projects(graph)
    graph.earlier = graph.check()
    assert len(graph.earlier.capabilities.ids) == 5
    retire_a_project(graph)
    assert len(graph.check().capabilities.ids) == 3


def test_many_loads_are_brought_in_at_once(graph: Graph) -> None:
    for step in STEPS:
        step(graph)
    graph.check()


def test_a_load_that_changes_nothing_is_no_revision(graph: Graph) -> None:
    before = graph.revision()
    graph.members(organisations=[firm("acme")])
    assert graph.revision() == before
