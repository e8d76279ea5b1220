"""kg ingest esco: the official export, whole, and what is said of archives that cannot be used."""

import zipfile
from pathlib import Path

import pytest

from kg.wiring import Services
from tests.e2e.conftest import Answer, Kg

HEAD = "conceptUri,preferredLabel,altLabels,description\n"
SKILL = "http://data.europa.eu/esco/skill"
MEMBERS = {
    "skillGroups_en.csv": f"{HEAD}{SKILL}/S1,machining metal,,\n",
    "skills_en.csv": f'{HEAD}{SKILL}/a1,wood turning,"lathe work\nturn wood",To turn.\n',
    "broaderRelationsSkillPillar.csv": f"conceptUri,broaderUri\n{SKILL}/a1,{SKILL}/S1\n",
    "skillSkillRelations.csv": "originalSkillUri,relatedSkillUri\n",
    "occupations_en.csv": "conceptUri\n",
}


def export(path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in MEMBERS.items():
            archive.writestr(name, content)
    return path


def load(kg: Kg, *paths: Path) -> Answer:
    return kg("ingest", "esco", *paths, "--json")


def test_an_archive_brings_competencies_by_which_needs_are_read(kg: Kg, tmp_path: Path) -> None:
    archive = export(tmp_path / "esco.zip")
    loaded = load(kg, archive)
    assert loaded.code == 0, loaded.err
    assert loaded.json == {"read": 3, "written": 3, "unchanged": 0, "rejected": 0}
    assert "files not used: occupations_en.csv" in loaded.err
    assert load(kg, archive).json == {"read": 3, "written": 0, "unchanged": 3, "rejected": 0}
    (requirement,) = kg("match", "lathe work", "--json").json["need"]["requirements"]
    best = requirement["competencies"][0]
    assert (best["id"], best["label"]) == ("esco:a1", "wood turning")


def test_what_is_no_archive_is_one_sentence(kg: Kg, tmp_path: Path) -> None:
    (tmp_path / "esco.zip").write_text("<html>404</html>")
    answer = load(kg, tmp_path / "esco.zip")
    assert answer.code == 1
    (line,) = answer.err.splitlines()
    assert "esco.zip is no zip archive, or a damaged one" in line


@pytest.mark.needs_data
def test_the_official_export_is_loaded_whole(
    kg: Kg, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # To embed 99,000 labels takes minutes; that they match is tested on fewer.
    monkeypatch.setattr(Services, "projection", lambda _services: None)
    archives = sorted((data / "esco" / "v1.1.1").glob("*.zip"))
    first = load(kg, *archives)
    assert first.code == 0, first.err
    assert first.json == {"read": 41_091, "written": 41_091, "unchanged": 0, "rejected": 0}
    assert "7 rows refer to something that is not loaded yet (7 to a Competency)" in first.err
    assert load(kg, *archives).json["written"] == 0
