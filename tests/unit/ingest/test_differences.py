"""What a load changed is told thing by thing, in the ontology's words."""

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.ingest.difference_words import Words
from kg.ingest.differences import Differences
from kg.ingest.facts import Statement
from kg.model import NodeRef
from kg.ontology.rdf import load_schema
from tests.factories import link, node, record, states

WORDS = Words(load_schema())


def says(load: int, id_: str = "a", class_name: str = "Firm", **properties: str) -> Statement:
    source = record(load=f"demo-{load}", id=id_)
    return states(source, node("Organisation", id_, class_name, **properties))


def told(differences: Differences) -> list[str]:
    return [
        line
        for difference in differences.all()
        for line in (WORDS.line(difference), *WORDS.changes(difference))
    ]


def test_a_new_thing_is_added_and_one_that_is_no_longer_stated_is_removed() -> None:
    found = Differences()
    found.take([says(1, "b", name="Bolt")], [says(2, "a", name="Acme")])
    assert told(found) == ["added firm a 'Acme'", "removed firm b 'Bolt'"]
    assert found.counts() == {"added": 1, "changed": 0, "removed": 1, "retired": 0}


def test_a_changed_property_is_told_with_both_values_and_its_caption() -> None:
    found = Differences()
    before = says(1, name="Acme", sizeClass="micro")
    found.take([before], [says(2, name="Acme Ltd", city="Leeds", sizeClass="micro")])
    assert told(found) == [
        "changed firm a 'Acme Ltd'",
        "city: nothing → 'Leeds'",
        "name: 'Acme' → 'Acme Ltd'",
    ]


def test_a_changed_class_is_told_by_its_captions() -> None:
    found = Differences()
    found.take([says(1)], [says(2, class_name="PublicBody")])
    assert told(found)[1:] == ["class: 'firm' → 'public body'"]


def test_what_stays_the_same_is_no_difference() -> None:
    found = Differences()
    found.take([says(1, name="Acme")], [says(2, name="Acme")])
    assert told(found) == []


def test_what_other_rows_stated_before_or_state_after_was_neither_added_nor_removed() -> None:
    found = Differences()
    found.take([], [says(2, "shared")])
    found.take([says(1, "shared")], [says(2, "other")])
    assert told(found) == ["added firm other"]


def test_a_relationship_is_told_with_its_caption_and_both_ends() -> None:
    found = Differences()
    at = link("LOCATED_IN", NodeRef("Organisation", "a"), NodeRef("Region", "UKE3"))
    found.take([], [states(record(), at)])
    assert told(found) == ["added organisation a located in region UKE3"]


def test_sealed_values_are_not_shown() -> None:
    found = Differences()
    before, after = (says(load, sealed=f"secret {load}") for load in (1, 2))
    found.take([before], [after])
    assert told(found)[1:] == ["sealed: '(sealed)' → '(sealed)'"]
    assert "secret" not in str([WORDS.as_json(d) for d in found.all()])


PAGES = st.lists(
    st.tuples(
        *[st.dictionaries(st.sampled_from(["a", "b", "é\ud800", "a b"]), st.sampled_from("xy"))] * 2
    ),
    max_size=4,
)


@settings(max_examples=60, deadline=None)
@given(PAGES)
def test_however_rows_are_paged_the_differences_are_those_of_all(
    pages: list[tuple[dict[str, str], dict[str, str]]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        found = Differences(Path(folder))
        for before, after in pages:
            found.take(
                [says(1, id_, name=name) for id_, name in before.items()],
                [says(2, id_, name=name) for id_, name in after.items()],
            )
        befores, afters = ({id_ for page in pages for id_ in page[side]} for side in (0, 1))
        changed = {i for b, a in pages for i in b.keys() & a.keys() if b[i] != a[i]}
        lines = [(str(d.kind), d.thing.ref.id) for d in found.all()]  # type: ignore[union-attr]
    assert lines == [
        *(("added", id_) for id_ in sorted(afters - befores)),
        *(("changed", id_) for id_ in sorted(changed)),
        *(("removed", id_) for id_ in sorted(befores - afters)),
    ]
