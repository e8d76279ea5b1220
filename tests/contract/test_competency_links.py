"""Derived links on a real graph: marked, never in a source's way, complete after a cut-off."""

from contextlib import closing
from pathlib import Path

import pytest

from kg.graph.address import Address
from kg.graph.competency_links import CompetencyLinks
from kg.graph.connection import Connection
from kg.graph.prepare import prepare, read_state
from kg.ingest.competency_links import CompetencyLinker, LinkReport
from kg.ingest.found_file import FoundFile
from tests.contract.packages import dump, firm, load, region, write_table
from tests.factories import WORDS, BagEncoder

DERIVED = """
MATCH (c:Capability)-[r:OF]->(k:Competency)
RETURN c.id AS capability, k.id AS competency, r.isDerived AS isDerived,
       r.confidence AS confidence, r.records AS records
ORDER BY capability, competency
"""
ROBOTICS, MILLING = "demo:robotics", "demo:milling"


@pytest.fixture
def projects(tmp_path: Path) -> Path:
    folder = tmp_path / "cordis"
    who = {"activity_type": "PRC", "country": "UK"}
    write_table(
        folder / "organisations.csv",
        [{"pic": "1", "name": "Acme", **who}, {"pic": "2", "name": "Bolt", **who}],
    )
    write_table(
        folder / "projects.csv",
        [{"rcn": "7", "title": "Robotics"}, {"rcn": "8", "title": "Tides of the sea"}],
    )
    write_table(
        folder / "participations.csv",
        [{"rcn": "7", "pic": "1"}, {"rcn": "7", "pic": "2"}, {"rcn": "8", "pic": "2"}],
    )
    return folder


@pytest.fixture
def members(tmp_path: Path) -> Path:
    folder = tmp_path / "members"
    write_table(folder / "organisations.csv", [firm("acme")])
    write_table(
        folder / "competencies.csv",
        [{"id": "robotics", "prefLabel": "robotics"}, {"id": "milling", "prefLabel": "milling"}],
    )
    return folder


def linker_of(connection: Connection, folder: Path) -> CompetencyLinker:
    store, embed = CompetencyLinks(connection), BagEncoder().encode
    return CompetencyLinker(store, embed, embed, "bag-1", WORDS, FoundFile(folder))


@pytest.fixture
def linker(connection: Connection, tmp_path: Path) -> CompetencyLinker:
    return linker_of(connection, tmp_path / "links")


def links(connection: Connection) -> dict[tuple[str, str], tuple[bool | None, float | None]]:
    rows = connection.read(DERIVED)
    assert all((row["records"] is None) == bool(row["isDerived"]) for row in rows)
    return {(r["capability"], r["competency"]): (r["isDerived"], r["confidence"]) for r in rows}


def test_a_project_s_capabilities_get_a_marked_link_without_a_record(
    connection: Connection, projects: Path, members: Path, linker: CompetencyLinker
) -> None:
    load(connection, "members", members, source="demo")
    load(connection, "cordis", projects)
    assert linker.link() == LinkReport(texts=2, linked=1, links=2, added=2, removed=0)
    found = links(connection)
    assert set(found) == {
        ("pic:1@cordis:rcn-7", ROBOTICS),
        ("pic:2@cordis:rcn-7", ROBOTICS),
    }
    assert {is_derived for is_derived, _ in found.values()} == {True}


def test_whether_the_vocabulary_comes_first_or_last_makes_no_difference(
    connection: Connection, projects: Path, members: Path, linker: CompetencyLinker
) -> None:
    load(connection, "cordis", projects)
    linker.link()
    load(connection, "members", members, source="demo")
    assert linker.is_due()
    linker.link()
    later = dump(connection)
    connection.define(["MATCH (n) WHERE NOT n:Graph DETACH DELETE n"])
    load(connection, "members", members, source="demo")
    load(connection, "cordis", projects)
    linker.link()
    assert dump(connection) == later


def test_both_engines_come_to_the_same_links(
    embedded_address: Address, neo4j_address: Address, projects: Path, members: Path, tmp_path: Path
) -> None:
    dumps = []
    for address in (embedded_address, neo4j_address):
        with closing(Connection(address)) as connection:
            connection.define(["MATCH (n) DETACH DELETE n"])
            prepare(connection)
            load(connection, "members", members, source="demo")
            load(connection, "cordis", projects)
            linker_of(connection, tmp_path / address.uri[-5:]).link()
            assert len(links(connection)) == 2
            dumps.append(dump(connection))
    assert dumps[0] == dumps[1]


def test_a_second_run_leaves_the_revision(
    connection: Connection, projects: Path, members: Path, linker: CompetencyLinker
) -> None:
    load(connection, "members", members, source="demo")
    load(connection, "cordis", projects)
    linker.link()
    state, before = read_state(connection), dump(connection)
    linker.link(anew=True)
    assert (read_state(connection), dump(connection)) == (state, before)


def test_a_load_that_changes_nothing_of_it_leaves_links_as_they_are(
    connection: Connection, projects: Path, linker: CompetencyLinker, tmp_path: Path
) -> None:
    load(connection, "cordis", projects)
    linker.link()
    load(connection, "cordis", projects)
    write_table(tmp_path / "nuts" / "nuts2021_labels.csv", [region("UK")])
    load(connection, "nuts", tmp_path / "nuts")
    assert not linker.is_due()


def test_a_project_that_changes_makes_links_due(
    connection: Connection, projects: Path, members: Path, linker: CompetencyLinker
) -> None:
    load(connection, "members", members, source="demo")
    load(connection, "cordis", projects)
    linker.link()
    write_table(projects / "projects.csv", [{"rcn": "7", "title": "Milling"}])
    load(connection, "cordis", projects)
    assert linker.is_due()
    linker.link()
    assert {competency for _, competency in links(connection)} == {MILLING}


def test_what_a_source_states_stands_and_is_not_written_over(
    connection: Connection, members: Path, linker: CompetencyLinker
) -> None:
    stated = {"id": "c1", "organisation": "acme", "text": "robotics", "status": "derived"}
    write_table(members / "capabilities.csv", [stated])
    load(connection, "members", members, source="demo")
    linker.link()
    assert links(connection)["demo:c1", ROBOTICS][0] is True
    write_table(members / "capabilities.csv", [{**stated, "competency": "robotics"}])
    load(connection, "members", members, source="demo")
    assert links(connection) == {("demo:c1", ROBOTICS): (None, None)}
    store = CompetencyLinks(connection)
    store.put([(("demo:c1", ROBOTICS), 0.9)])
    store.remove([("demo:c1", ROBOTICS)])
    linker.link()
    assert links(connection) == {("demo:c1", ROBOTICS): (None, None)}


def test_a_link_that_a_source_states_no_more_is_derived_again(
    connection: Connection, members: Path, linker: CompetencyLinker
) -> None:
    stated = {"id": "c1", "organisation": "acme", "text": "robotics", "status": "derived"}
    write_table(members / "capabilities.csv", [{**stated, "competency": "milling"}])
    load(connection, "members", members, source="demo")
    linker.link()
    write_table(members / "capabilities.csv", [stated])
    load(connection, "members", members, source="demo")
    linker.link()
    assert {pair: mark for pair, (mark, _) in links(connection).items()} == {
        ("demo:c1", ROBOTICS): True
    }


def test_what_was_cut_off_between_two_transactions_is_completed(
    connection: Connection,
    projects: Path,
    members: Path,
    linker: CompetencyLinker,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    load(connection, "members", members, source="demo")
    load(connection, "cordis", projects)
    monkeypatch.setattr("kg.graph.competency_links.BATCH", 1)
    write, left = connection.write, iter([True])

    def killed_at_the_second(work: object) -> object:
        if next(left, None):
            return write(work)
        raise KeyboardInterrupt

    monkeypatch.setattr(connection, "write", killed_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        linker.link()
    monkeypatch.undo()
    assert len(links(connection)) == 1
    assert linker.is_due()
    linker.link()
    assert len(links(connection)) == 2
    assert not linker.is_due()


def test_each_transaction_is_a_revision_and_many_links_are_several(
    connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    connection.define(
        [
            "CREATE (:Capability {id: 'c1'}), (:Capability {id: 'c2'})",
            "CREATE (:Competency {id: 'k', prefLabel: 'milling'})",
        ]
    )
    monkeypatch.setattr("kg.graph.competency_links.BATCH", 1)
    noted: list[int] = []
    store = CompetencyLinks(connection, lambda revision, _: noted.append(revision))
    before = read_state(connection).revision
    assert store.put([(("c1", "k"), 0.6), (("c2", "k"), 0.6)]) == 2
    assert store.remove([("c1", "k")]) == 1
    assert noted == [before + 1, before + 2, before + 3]
    assert read_state(connection).revision == before + 3
    assert links(connection) == {("c2", "k"): (True, 0.6)}


def test_links_are_not_settled_on_a_graph_that_has_moved_on(connection: Connection) -> None:
    store = CompetencyLinks(connection)
    revision = store.state().revision
    store.settle("method", revision + 1)
    assert store.state().linked_by is None
    store.settle("method", revision)
    assert store.state().linked_by == "method"
    assert store.state().revision == revision


def test_headings_of_a_vocabulary_are_not_linked(connection: Connection) -> None:
    connection.define(
        [
            "CREATE (:Competency {id: 'g', prefLabel: 'machining', isGroup: true})",
            "CREATE (:Competency {id: 'k', prefLabel: 'milling', altLabel: ['machining']})",
            "CREATE (:Competency {id: 'm', prefLabel: 'turning', isGroup: false})",
        ]
    )
    assert {row.id for row in CompetencyLinks(connection).vocabulary()} == {"k", "m"}
