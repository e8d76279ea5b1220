"""kg export rdf and kg ingest rdf as users run them, and what others read in the file."""

import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyshacl
import pytest
from rdflib import Graph
from rdflib.namespace import SH

from kg.ontology.exports import FORMATS, shipped
from kg.ontology.triples import VC
from tests.e2e.conftest import Kg

BASE = "https://virtual-cluster.example/"
HALLAM = f"<{BASE}id/organisation/demo:hallam-five-axis>"
GROUP = f"<{BASE}id/grouping/demo:don-valley-precision-group>"
WELDING = f"<{BASE}id/competency/demo:tig-welding-aluminium>"
FIRM = """
@prefix org: <http://www.w3.org/ns/org#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<https://other.example/acme> a org:Organization ; skos:prefLabel "Acme" .
"""


@pytest.fixture(scope="module")
def file(seeded: Kg, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration cluster in Turtle."""
    path = tmp_path_factory.mktemp("rdf") / "cluster.ttl"
    answer = seeded("export", "rdf", "--output", path)
    assert answer.code == 0, answer.err
    assert (answer.out, "nodes" in answer.err) == ("", True)
    return path


@pytest.fixture(scope="module")
def exported(file: Path) -> Graph:
    return Graph().parse(file)


@pytest.fixture(scope="module")
def copied(file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kg]:
    """A home that was filled from the file."""
    kg = Kg(tmp_path_factory.mktemp("copied"))
    try:
        answer = kg("ingest", "rdf", file, "--source", "copy", "--json")
        assert answer.code == 0, answer.err
        assert answer.json["written"] == answer.json["read"]
        yield kg
    finally:
        kg("down")


def rows(graph: Graph, query: str) -> list[tuple[str, ...]]:
    prefixes = """
        PREFIX org: <http://www.w3.org/ns/org#>
        PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        PREFIX prov: <http://www.w3.org/ns/prov#>
        PREFIX vc: <https://virtual-cluster.example/ontology#>
    """
    found: Any = graph.query(prefixes + query)
    return [tuple(map(str, row)) for row in found]


def test_a_copy_answers_the_same(seeded: Kg, copied: Kg) -> None:
    for question in (
        ("match", "spark erosion of small mould inserts", "--json"),
        ("team", "--opportunity", "demo:o4", "--json"),
        ("firm", "find", "hallam", "--json"),
    ):
        before, after = seeded(*question).json, copied(*question).json
        assert names(after) == names(before)


def names(answer: Any) -> Any:
    if isinstance(answer, list):
        return answer
    found = answer.get("partners") or answer["members"]
    return [(each["id"], each.get("score")) for each in found]


def test_reading_it_again_writes_nothing(copied: Kg, file: Path) -> None:
    answer = copied("ingest", "rdf", file, "--source", "copy", "--json")
    assert (answer.code, answer.json["written"]) == (0, 0)
    assert answer.json["unchanged"] == answer.json["read"]


def test_a_contact_without_its_sealed_values_is_shown_without_them(copied: Kg) -> None:
    answer = copied("firm", "contacts", "demo:hallam-five-axis", "--json")
    assert answer.code == 0, answer.err
    assert [contact["jobTitle"] for contact in answer.json] == ["quotations", "production manager"]
    assert "email" not in answer.json[0]


def test_sealed_values_are_written_on_demand(seeded: Kg, file: Path) -> None:
    assert "vc:sealed" not in file.read_text("utf-8")
    assert "vc:sealed" in seeded("export", "rdf", "--sealed").out


# --- who knows one vocabulary only


def test_who_knows_org_finds_the_members_of_a_cluster_and_their_roles(exported: Graph) -> None:
    found = rows(
        exported,
        f"""SELECT ?member ?role WHERE {{
            ?membership a org:Membership ; org:organization {GROUP} ; org:member ?member ;
                        org:role [ a org:Role ; skos:prefLabel ?role ] .
            ?member a org:Organization ; org:memberOf {GROUP} .
        }}""",
    )
    roles = dict(found)
    assert len(found) > 5
    assert roles[HALLAM.strip("<>")] == "member"
    assert "lead member" in roles.values()


def test_who_knows_skos_finds_a_competency_with_its_labels_and_what_is_broader(
    exported: Graph,
) -> None:
    found = rows(
        exported,
        f"""SELECT ?preferred ?alternative ?broader WHERE {{
            {WELDING} a skos:Concept ; skos:prefLabel ?preferred ; skos:altLabel ?alternative ;
                      skos:broader [ a skos:Concept ; skos:prefLabel ?broader ] .
        }}""",
    )
    assert {(row[0], row[2]) for row in found} == {("TIG welding of aluminium", "arc welding")}
    assert "WIG-Schweißen von Aluminium" in {row[1] for row in found}


def test_who_knows_prov_finds_the_row_of_a_firm_and_when_it_was_loaded(exported: Graph) -> None:
    [found] = rows(
        exported,
        f"""SELECT ?file ?row ?began ?ended ?source WHERE {{
            {HALLAM} prov:wasDerivedFrom ?record .
            ?record a prov:Entity ; prov:wasGeneratedBy ?load ; vc:file ?file ; vc:row ?row .
            ?load a prov:Activity ; prov:startedAtTime ?began ; prov:endedAtTime ?ended ;
                  prov:used [ a prov:Entity ; vc:id ?source ] .
        }}""",
    )
    assert (found[0], found[1], found[4]) == ("organisations.csv", "2", "demo")
    assert found[2] < found[3]


@pytest.fixture(scope="module")
def shapes() -> Graph:
    """The shapes as `kg ontology export` gives them away, but for what depends on the clock."""
    found = Graph().parse(data=FORMATS["ttl"](shipped()), format="turtle")
    # A verified capability is no longer so on the day after its certificate.
    found.remove((None, SH.sparql, VC.verifiedByValidEvidence))
    return found


def test_the_file_keeps_to_the_shapes(exported: Graph, shapes: Graph) -> None:
    conforms, _, report = pyshacl.validate(exported, shacl_graph=shapes)
    assert conforms, report


def test_a_file_against_the_shapes_would_be_noticed(exported: Graph, shapes: Graph) -> None:
    broken = Graph() + exported
    broken.parse(data=f"<{BASE}x> a <{VC}Firm>, <{VC}Organisation> .", format="turtle")
    assert not pyshacl.validate(broken, shacl_graph=shapes)[0]


# --- what is asked for wrongly, and files of others


@pytest.mark.parametrize("format_", ["nquads", "jsonld"])
def test_the_other_formats_go_to_stdout(seeded: Kg, format_: str) -> None:
    answer = seeded("export", "rdf", "--format", format_, "--base", "https://cluster.example/kg/")
    assert (answer.code, answer.out[:1]) == (0, "<" if format_ == "nquads" else "[")
    assert "https://cluster.example/kg/id/organisation/demo:hallam-five-axis" in answer.out
    assert f"{BASE}id/" not in answer.out


def test_a_file_is_replaced_only_with_yes(seeded: Kg, tmp_path: Path) -> None:
    path = tmp_path / "all.ttl"
    path.write_text("precious", "utf-8")
    refused = seeded("export", "rdf", "--output", path)
    assert (refused.code, path.read_text("utf-8")) == (2, "precious")
    assert seeded("export", "rdf", "--output", path, "--yes").code == 0
    assert [found.name for found in tmp_path.iterdir()] == ["all.ttl"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("base", ["", "cluster.example", "https://x.example", "file:///etc/"])
def test_a_base_that_makes_no_iris_is_refused(seeded: Kg, base: str) -> None:
    answer = seeded("export", "rdf", "--base", base)
    assert (answer.code, answer.out) == (2, "")
    assert "next step" in answer.err


def test_what_the_ontology_does_not_know_is_told_and_kept(scratch: Kg, tmp_path: Path) -> None:
    path = tmp_path / "firms.ttl"
    path.write_text(FIRM + "<https://other.example/acme> <https://other.example/p> 1, 2 .", "utf-8")
    answer = scratch("ingest", "rdf", path, "--source", "other")
    assert (answer.code, answer.out.splitlines()[0]) == (
        3,
        "read 2  written 1  unchanged 0  rejected 1",
    )
    assert "unknown predicate <https://other.example/p>: 2 statements" in answer.err
    assert "firms.ttl line 4, https://other.example/acme https://other.example/p '1'" in answer.err
    [kept] = scratch("quarantine", "list", "--source", "other", "--json").json["rows"]
    assert (kept["cells"]["https://other.example/p"], kept["faults"][0]["reason"]) == (
        '["1", "2"]',
        "unknown-term",
    )
    assert "Acme" in scratch("firm", "find", "Acme").out


def test_an_attack_is_one_sentence(scratch: Kg, tmp_path: Path) -> None:
    path = tmp_path / "laughs.rdf"
    path.write_text('<!DOCTYPE x [<!ENTITY a "ha">]><x>&a;</x>', "utf-8")
    answer = scratch("ingest", "rdf", path, "--source", "other")
    assert (answer.code, answer.out, answer.err.count("\n")) == (1, "", 1)
    assert "declares a document type" in answer.err


def test_an_empty_graph_is_not_written(kg: Kg, tmp_path: Path) -> None:
    answer = kg("export", "rdf", "--output", tmp_path / "all.ttl")
    assert answer.code == 1
    assert "nothing to write" in answer.err
    assert list(tmp_path.glob("all.ttl*")) == []
