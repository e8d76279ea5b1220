"""What a row of ESCO states, and how its export is found and read."""

import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.ingest.files import find_export
from kg.ingest.load import Loader, LoadOutcome, LoadRequest
from kg.ingest.sources.esco import (
    broader,
    concept,
    concept_id,
    esco_format,
    related,
)
from kg.ingest.table import Row
from kg.model import LinkRef, LoadReport, NodeRef
from tests.factories import SEALER
from tests.unit.ingest.fake_ledger import FakeLedger
from tests.unit.ingest.packages import READER, Rows, write_csv

BASE = "http://data.europa.eu/esco/"
MILL, TURN = f"{BASE}skill/1111-aa", f"{BASE}skill/2222-bb"
GROUP = f"{BASE}skill/S1.2"


def row(**cells: str) -> Row:
    return Row("esco", cells)


def ref(id_: str) -> NodeRef:
    return NodeRef("Competency", id_)


def skill(uri: str, label: str, alternatives: str = "", **more: str) -> dict[str, str]:
    return {
        "conceptUri": uri, "preferredLabel": label, "altLabels": alternatives,
        "description": "", "definition": "", "status": "released", **more,
    }  # fmt: skip


EXPORT: Mapping[str, Rows] = {
    "skillGroups_en.csv": [skill(GROUP, "machining", description="All machining.")],
    "skills_en.csv": [
        skill(MILL, "milling", "milling\nCNC milling\ncut | shape", description="To mill\nmetal."),
        skill(TURN, "turning", description="x"),
    ],
    "broaderRelationsSkillPillar.csv": [{"conceptUri": MILL, "broaderUri": GROUP}],
    "skillSkillRelations.csv": [
        {"originalSkillUri": MILL, "relationType": "optional", "relatedSkillUri": TURN}
    ],
}


def write_export(folder: Path, tables: Mapping[str, Rows] = EXPORT) -> Path:
    for name, rows in tables.items():
        write_csv(folder / name, rows)
    return folder


def pack(folder: Path, archive: Path, *names: str) -> Path:
    with zipfile.ZipFile(archive, "w") as packed:
        for name in names:
            packed.write(folder / name, name)
    return archive


def load(ledger: FakeLedger, *paths: Path) -> LoadOutcome:
    files = find_export(paths, esco_format()).files
    return Loader(ledger, READER, SEALER).load(LoadRequest("esco", files))


@pytest.mark.parametrize(
    ("uri", "id_"),
    [
        (MILL, "esco:1111-aa"),
        (GROUP, "esco:S1.2"),
        (f"{BASE}isced-f/0715", "esco:isced-f-0715"),
        ("https://data.europa.eu/esco/skill/L", "esco:L"),
        (None, ""),
    ],
)
def test_an_id_is_what_follows_the_name_space(uri: str | None, id_: str) -> None:
    assert concept_id(uri) == id_


def test_a_concept_is_a_competency_with_its_other_labels() -> None:
    draft = concept(row(uri=MILL, prefLabel="milling", altLabel="milling | CNC milling"))
    (node,) = draft.nodes
    assert (node.class_name, node.id, draft.links) == ("Competency", "esco:1111-aa", ())
    assert node.properties == {
        "prefLabel": "milling", "altLabel": ["CNC milling"], "definition": None,
    }  # fmt: skip


def test_a_definition_goes_before_a_description() -> None:
    described = concept(row(uri=MILL, description="wide")).nodes[0]
    defined = concept(row(uri=MILL, description="wide", definition="strict")).nodes[0]
    assert described.properties["definition"] == "wide"
    assert defined.properties["definition"] == "strict"


def test_relations_wait_for_what_they_relate() -> None:
    (up,) = broader(row(uri=MILL, broader=GROUP)).links
    (beside,) = related(row(uri=MILL, related=TURN)).links
    assert (up.type, up.start, up.end) == ("BROADER", ref("esco:1111-aa"), ref("esco:S1.2"))
    assert (beside.type, beside.end) == ("RELATED", ref("esco:2222-bb"))
    assert not up.required
    assert not beside.required


def test_what_goes_with_itself_states_nothing() -> None:
    assert related(row(uri=MILL, related=MILL)).links == ()


def test_a_folder_and_archives_load_alike(tmp_path: Path) -> None:
    folder = write_export(tmp_path / "export")
    names = list(EXPORT)
    archives = [
        pack(folder, tmp_path / "classification.zip", *names[:2]),
        pack(folder, tmp_path / "relations.zip", *names[2:]),
    ]
    plain, packed = FakeLedger(), FakeLedger()
    assert load(plain, folder).report == LoadReport(written=5)
    assert load(packed, *reversed(archives)).report == LoadReport(written=5)
    assert packed.graph() == plain.graph()
    assert packed.stored == plain.stored
    assert load(packed, folder).report == LoadReport(unchanged=5)


def test_labels_are_parted_at_line_ends_and_lines_counted_by_the_file(tmp_path: Path) -> None:
    ledger = FakeLedger()
    load(ledger, write_export(tmp_path))
    milling = ledger.nodes[ref("esco:1111-aa")]
    assert milling.properties["altLabel"] == ("CNC milling", "cut / shape")
    assert milling.properties["definition"] == "To mill metal."
    lines = {r.key: (r.file, r.row) for r in ledger.stored.values()}
    assert lines[MILL] == ("skills_en.csv", 2)
    assert lines[TURN] == ("skills_en.csv", 6)


def test_skills_groups_and_relations_are_one_graph(tmp_path: Path) -> None:
    ledger = FakeLedger()
    load(ledger, write_export(tmp_path))
    mill = ref("esco:1111-aa")
    assert set(ledger.links) == {
        LinkRef("BROADER", mill, ref("esco:S1.2")),
        LinkRef("RELATED", mill, ref("esco:2222-bb")),
    }


def test_a_group_is_marked_as_one_and_a_skill_is_not(tmp_path: Path) -> None:
    ledger = FakeLedger()
    load(ledger, write_export(tmp_path))
    marks = {r.id: n.properties.get("isGroup") for r, n in ledger.nodes.items()}
    assert marks == {"esco:S1.2": True, "esco:1111-aa": None, "esco:2222-bb": None}


def test_a_relation_to_what_the_export_does_not_list_waits_and_is_told(tmp_path: Path) -> None:
    ledger = FakeLedger()
    lost = {"conceptUri": MILL, "broaderUri": f"{BASE}skill/S9"}
    tables = {**EXPORT, "broaderRelationsSkillPillar.csv": [lost]}
    outcome = load(ledger, write_export(tmp_path, tables))
    assert outcome.report == LoadReport(written=5)
    assert "1 row refers to something that is not loaded yet (1 to a Competency)" in str(
        outcome.notes
    )


def test_the_names_of_version_1_2_are_known(tmp_path: Path) -> None:
    folder = write_export(tmp_path)
    for name in ("broaderRelationsSkillPillar", "skillSkillRelations"):
        (folder / f"{name}.csv").rename(folder / f"{name}_en.csv")
    assert load(FakeLedger(), folder).report == LoadReport(written=5)


def test_files_that_are_not_used_are_listed(tmp_path: Path) -> None:
    folder = write_export(tmp_path / "export")
    (folder / "occupations_en.csv").touch()
    archive = pack(folder, tmp_path / "a.zip", *EXPORT, "occupations_en.csv")
    assert find_export([folder], esco_format()).unused == ["occupations_en.csv"]
    assert find_export([archive], esco_format()).unused == ["occupations_en.csv"]


def test_a_missing_file_is_named_with_what_was_given(tmp_path: Path) -> None:
    folder = write_export(tmp_path / "export")
    archive = pack(folder, tmp_path / "a.zip", "skills_en.csv", "skillGroups_en.csv")
    words = r"broaderRelationsSkillPillar\.csv is missing; .* holds skillGroups_en\.csv, skills_en"
    with pytest.raises(InputError, match=words):
        find_export([archive], esco_format())
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match="what was given holds no files"):
        find_export([tmp_path / "empty"], esco_format())


def test_a_file_that_is_there_twice_is_named(tmp_path: Path) -> None:
    folder = write_export(tmp_path / "export")
    archive = pack(folder, tmp_path / "a.zip", *EXPORT)
    with pytest.raises(InputError, match=r"skillGroups_en\.csv is there twice, as .*a\.zip"):
        find_export([folder, archive], esco_format())


def test_a_folder_may_hold_the_archives_as_they_were_fetched(tmp_path: Path) -> None:
    folder = write_export(tmp_path / "unpacked")
    (tmp_path / "fetched").mkdir()
    names = sorted(file.name for file in folder.iterdir())
    pack(folder, tmp_path / "fetched" / "classification.zip", *names[:2])
    pack(folder, tmp_path / "fetched" / "relations.zip", *names[2:])
    found = {file.path.name for file in find_export([tmp_path / "fetched"], esco_format()).files}
    assert found == {table.files[0] for table in esco_format().tables}


def test_a_path_that_does_not_exist_and_a_file_that_is_no_archive(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="absent does not exist"):
        find_export([tmp_path / "absent"], esco_format())
    (tmp_path / "a.zip").write_text("no archive")
    with pytest.raises(InputError, match="is no zip archive"):
        find_export([tmp_path / "a.zip"], esco_format())
