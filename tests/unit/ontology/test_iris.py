"""IRIs: no two nodes share one, and each leads back to its node."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import UsageError
from kg.model import LinkRef, NodeRef
from kg.ontology.iris import DEFAULT_BASE, Iris, check_base, last_part, root_path, segment
from kg.ontology.rdf import load_schema

SCHEMA = load_schema()
IRIS = Iris(SCHEMA)
IDS = st.text(st.characters(codec="utf-8"), min_size=1)


def test_a_node_is_named_by_root_and_id() -> None:
    ref = NodeRef("Organisation", "demo:hallam-five-axis")
    assert IRIS.node(ref) == f"{DEFAULT_BASE}id/organisation/demo:hallam-five-axis"
    assert root_path("ValueChain") == "value-chain"


@given(st.sampled_from(SCHEMA.roots()), IDS)
def test_an_iri_leads_back_to_its_node(root: str, id_: str) -> None:
    assert IRIS.ref(IRIS.node(NodeRef(root, id_))) == NodeRef(root, id_)


@given(IDS, IDS)
def test_two_ids_are_two_segments(one: str, other: str) -> None:
    assert (segment(one) == segment(other)) is (one == other)
    assert segment(one) not in {".", ".."}
    assert "/" not in segment(one)


@pytest.mark.parametrize(
    "iri",
    ["https://firms.example/a", f"{DEFAULT_BASE}id/robot/a", f"{DEFAULT_BASE}id/organisation/"],
)
def test_other_iris_name_no_node(iri: str) -> None:
    assert IRIS.ref(iri) is None


def test_a_relationship_is_named_by_its_parts() -> None:
    a, b = NodeRef("Organisation", "a"), NodeRef("Organisation", "b")
    names = {
        IRIS.link(LinkRef(type_, start, end))
        for type_ in ("SUPPLIES", "SUPPORTS")
        for start, end in ((a, b), (b, a))
    }
    assert len(names) == 4
    assert IRIS.link(LinkRef("SUPPLIES", a, b)) in names


@pytest.mark.parametrize(
    ("iri", "last"),
    [("http://x/a/b", "b"), ("http://x/a#b", "b"), ("urn:x:b", "b"), ("http://x/b/", "b")],
)
def test_the_last_part_of_an_iri(iri: str, last: str) -> None:
    assert last_part(iri) == last


@pytest.mark.parametrize("base", [DEFAULT_BASE, "http://kg.example/", "https://x.example/a/b/"])
def test_a_base_ends_with_a_slash(base: str) -> None:
    assert check_base(base) == base


@pytest.mark.parametrize(
    "base",
    [
        "",
        "x",
        "https://",
        "https:///",
        "https://x.example",
        "https://x.example/a",
        "https://x.example/a#",
        "https://x.example/ a/",
        "https://x.example/../a/",
        "https://[x/",
        "ftp://x.example/",
        "file:///etc/",
        'https://x.example/">/',
        f"https://x.example/{'a' * 1_000}/",
    ],
)
def test_any_other_base_is_refused(base: str) -> None:
    with pytest.raises(UsageError, match="next step"):
        check_base(base)
