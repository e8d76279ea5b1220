"""The archives of ESCO are read whole, and what is none is refused in one sentence."""

import zipfile
from pathlib import Path

import pytest

from kg.embed.training.esco import read_esco
from kg.errors import InputError, NotFoundError
from tests.esco import SKILL, tiny_esco


def test_labels_descriptions_and_relations_are_read(tmp_path: Path) -> None:
    esco = read_esco(tiny_esco(tmp_path))
    turning = next(c for c in esco.concepts if c.label == "turn metal")
    assert turning.others == ("turn things of metal", "metal that is to be worked: turn")
    assert turning.broader == (f"{SKILL}/metal",)
    assert turning.uri in esco.occupations[0].essential
    assert esco.groups[f"{SKILL}/food"] == "making food"


def test_the_next_step_is_named_where_archives_are_missing(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match=r"next step: download .* --esco"):
        read_esco(tmp_path)


def test_an_archive_without_its_files_is_refused(tmp_path: Path) -> None:
    tiny_esco(tmp_path)
    with zipfile.ZipFile(tmp_path / "ESCO_classification_en_csv.zip", "w") as archive:
        archive.writestr("readme.txt", "nothing")
    with pytest.raises(InputError, match="does not hold the CSV export"):
        read_esco(tmp_path)


def test_an_archive_that_is_none_is_refused(tmp_path: Path) -> None:
    tiny_esco(tmp_path)
    (tmp_path / "ESCO_relations_csv.zip").write_text("<html>404</html>")
    with pytest.raises(InputError, match="does not hold the CSV export"):
        read_esco(tmp_path)
