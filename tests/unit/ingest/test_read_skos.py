"""Competencies from SKOS: one row a concept, with the line on which it stands."""

from pathlib import Path

import pytest

from kg.errors import InputError
from kg.ingest import read_skos as module
from kg.ingest.read_csv import RawRow
from kg.ingest.read_skos import read_skos
from kg.model import Rejection

HEAD = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix vc: <https://virtual-cluster.example/ontology#> .
@prefix c: <https://example.org/competency/> .
"""


def read(folder: Path, body: str, head: str = HEAD) -> list[RawRow | Rejection]:
    path = folder / "competencies.ttl"
    path.write_text(head + body, encoding="utf-8")
    return list(read_skos(path))


def rows_of(folder: Path, body: str, head: str = HEAD) -> list[RawRow]:
    return [row for row in read(folder, body, head) if isinstance(row, RawRow)]


def test_all_that_a_concept_says_is_read(tmp_path: Path) -> None:
    (row,) = rows_of(
        tmp_path,
        """c:five-axis a skos:Concept ;
    skos:prefLabel "five-axis milling"@en ; skos:altLabel "5-axis"@en ;
    skos:definition "Milling in five axes."@en , "Fräsen in fünf Achsen."@de ;
    vc:sectorGroup "manufacturing" ; skos:broader c:milling ; skos:related c:turning , c:grinding .
""",
    )
    assert row == RawRow(
        4,
        {
            "id": "five-axis",
            "prefLabel": "five-axis milling",
            "altLabel": "5-axis",
            "definition": "Milling in five axes.",
            "sectorGroup": "manufacturing",
            "broader": "milling",
            "related": "grinding | turning",
        },
    )


def test_rows_stand_in_the_order_of_the_file_with_their_lines(tmp_path: Path) -> None:
    body = """
c:b a skos:Concept ; skos:prefLabel "b"@en ;
    skos:related c:a .

<https://example.org/competency/a>
    a skos:Concept ; skos:prefLabel "a"@en .
"""
    assert [(r.line, r.values["id"]) for r in rows_of(tmp_path, body)] == [(5, "b"), (8, "a")]


def test_a_slug_that_begins_another_does_not_take_its_line(tmp_path: Path) -> None:
    body = 'c:milling-5 a skos:Concept ; skos:prefLabel "m5" .\nc:milling a skos:Concept .\n'
    assert [(r.line, r.values["id"]) for r in rows_of(tmp_path, body)] == [
        (4, "milling-5"),
        (5, "milling"),
    ]


def test_the_line_is_where_a_concept_is_the_subject_not_where_a_list_ends_with_it(
    tmp_path: Path,
) -> None:
    body = """c:scheme skos:hasTopConcept c:milling,
    c:turning .
c:milling a skos:Concept ; skos:related
    c:turning ;
    skos:prefLabel "milling" .
c:turning a skos:Concept .
"""
    assert [(r.line, r.values["id"]) for r in rows_of(tmp_path, body)] == [
        (6, "milling"),
        (9, "turning"),
    ]


def test_the_english_label_is_preferred_and_the_others_are_kept(tmp_path: Path) -> None:
    (row,) = rows_of(
        tmp_path, 'c:m a skos:Concept ; skos:prefLabel "Fräsen"@de , "milling"@en , "fraisage"@fr .'
    )
    assert row.values["prefLabel"] == "milling"
    assert row.values["altLabel"] == "Fräsen | fraisage"


def test_the_same_word_in_two_languages_is_one_label(tmp_path: Path) -> None:
    (row,) = rows_of(
        tmp_path,
        """c:f a skos:Concept ; skos:prefLabel "embedded firmware"@en ;
    skos:altLabel "Firmware"@en , "Firmware"@de , "embedded firmware"@nl .""",
    )
    assert row.values["altLabel"] == "Firmware"


def test_matches_are_whole_addresses_since_they_stand_in_another_vocabulary(
    tmp_path: Path,
) -> None:
    head = HEAD + "@prefix esco: <http://data.europa.eu/esco/skill/> .\n"
    body = """c:m a skos:Concept ; skos:exactMatch esco:b ; skos:closeMatch esco:d , esco:c ;
    skos:broadMatch <http://example.org/a> ."""
    (row,) = rows_of(tmp_path, body, head)
    assert row.values == {
        "id": "m",
        "exactMatch": "http://data.europa.eu/esco/skill/b",
        "closeMatch": "http://data.europa.eu/esco/skill/c | http://data.europa.eu/esco/skill/d",
        "broadMatch": "http://example.org/a",
    }


def test_a_match_that_is_no_address_is_left_out(tmp_path: Path) -> None:
    (row,) = rows_of(tmp_path, 'c:m a skos:Concept ; skos:exactMatch "milling" .')
    assert row.values == {"id": "m"}


def test_without_an_english_label_another_language_serves(tmp_path: Path) -> None:
    (row,) = rows_of(tmp_path, 'c:m a skos:Concept ; skos:prefLabel "Fräsen"@de .')
    assert row.values["prefLabel"] == "Fräsen"


def test_a_label_without_a_language_counts_as_english(tmp_path: Path) -> None:
    (row,) = rows_of(tmp_path, 'c:m a skos:Concept ; skos:prefLabel "milling" , "Fräsen"@de .')
    assert row.values["prefLabel"] == "milling"


def test_a_concept_without_a_label_is_a_row_all_the_same(tmp_path: Path) -> None:
    assert [r.values for r in rows_of(tmp_path, "c:m a skos:Concept .")] == [{"id": "m"}]


@pytest.mark.parametrize("iri", ["http://x/milling/", "http://x#milling", "urn:x:milling"])
def test_the_last_part_of_an_iri_is_the_id(tmp_path: Path, iri: str) -> None:
    (row,) = rows_of(tmp_path, f'<{iri}> a skos:Concept ; skos:prefLabel "m" .')
    assert row.values["id"] == "milling"


def test_a_concept_without_an_iri_is_rejected(tmp_path: Path) -> None:
    body = 'c:m a skos:Concept . [] a skos:Concept ; skos:prefLabel "nameless" .'
    kept, nameless = read(tmp_path, body)
    assert isinstance(kept, RawRow)
    assert isinstance(nameless, Rejection)
    assert nameless.rule == "must have an IRI, so that it has an id"


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    body = 'c:m a skos:Concept ; skos:prefLabel "m"@en .'
    assert rows_of(tmp_path, body, "\ufeff" + HEAD)[0].values["id"] == "m"


def test_what_is_no_turtle_is_told_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"competencies\.ttl is not valid Turtle: \S") as caught:
        rows_of(tmp_path, "id;prefLabel\nm;milling\n")
    assert "\n" not in str(caught.value)


def test_a_file_without_concepts_is_no_vocabulary(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds no skos:Concept"):
        rows_of(tmp_path, 'c:m skos:prefLabel "m" .')


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    path = tmp_path / "competencies.ttl"
    path.write_bytes((HEAD + 'c:m skos:prefLabel "Fräsen"@de .').encode("cp1252"))
    with pytest.raises(InputError, match="is not UTF-8"):
        list(read_skos(path))


def test_a_file_that_is_far_too_large_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LARGEST_FILE", 100)
    with pytest.raises(InputError, match="is larger than 100 bytes; next step: split it"):
        rows_of(tmp_path, "c:m a skos:Concept .")


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"cannot read .*absent\.ttl: No such file"):
        list(read_skos(tmp_path / "absent.ttl"))
