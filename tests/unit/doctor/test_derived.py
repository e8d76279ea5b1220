"""Read models and vectors: as new as the graph, older, later, damaged, of others."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from kg.doctor.derived import check_leftovers, check_read_model, check_vectors
from kg.doctor.finding import Finding, Status
from kg.doctor.premises import Premises
from kg.embed.card import SHIPPED_FOLDER, read_card
from kg.embed.vector_file import VectorFile
from kg.projection.storage import ProjectionFolder
from tests.factories import FakeCatalogue, project
from tests.unit.doctor.there import seen, state, there

CARD = read_card(SHIPPED_FOLDER)


def checked(finding: Finding | None) -> tuple[Status, str]:
    assert finding is not None
    return finding.status, finding.text


def with_model(home: Path, revision: int) -> Premises:
    """A graph at revision 7, and a read model of some revision."""
    model = replace(project(FakeCatalogue()), revision=revision, model_id=CARD.model_id)
    ProjectionFolder(home / "projection" / "abc").save(model)
    return seen(home)


def test_a_read_model_of_the_graphs_revision_is_well(tmp_path: Path) -> None:
    assert checked(check_read_model(with_model(tmp_path, 7)))[0] is Status.OK


def test_a_read_model_of_an_earlier_revision_is_a_note(tmp_path: Path) -> None:
    status, text = checked(check_read_model(with_model(tmp_path, 5)))
    assert (status, "of revision 5" in text) == (Status.NOTE, True)


def test_a_read_model_of_a_later_revision_is_a_problem(tmp_path: Path) -> None:
    status, text = checked(check_read_model(with_model(tmp_path, 9)))
    assert (status, "put back to an earlier state" in text) == (Status.PROBLEM, True)


def test_a_damaged_read_model_is_a_note_since_it_is_built_anew(tmp_path: Path) -> None:
    premises = with_model(tmp_path, 7)
    for file in (tmp_path / "projection").rglob("*.npy"):
        file.write_bytes(b"")
    status, text = checked(check_read_model(premises))
    assert (status, text.startswith("damaged")) == (Status.NOTE, True)


def test_no_read_model_is_a_note(tmp_path: Path) -> None:
    assert checked(check_read_model(seen(tmp_path)))[0] is Status.NOTE
    assert check_read_model(seen(tmp_path, state=state(revision=0))) is None
    assert check_read_model(there(tmp_path)) is None


def vectors(home: Path, rows: int = 100) -> Path:
    """The folder of so many stored vectors of the shipped encoder."""
    folder = home / "vectors" / CARD.model_id
    values = np.random.default_rng(0).normal(size=(rows, CARD.dimensions)).astype(np.float32)
    values /= np.linalg.norm(values, axis=1, keepdims=True)
    keys = [number.to_bytes(16, "big") for number in range(1, rows + 1)]
    VectorFile(folder, CARD.dimensions).append(keys, values)
    return folder


def test_stored_vectors_are_counted(tmp_path: Path) -> None:
    vectors(tmp_path)
    assert checked(check_vectors(there(tmp_path))) == (Status.OK, f"100 of {CARD.model_id}")


def test_no_vectors_are_well(tmp_path: Path) -> None:
    assert checked(check_vectors(there(tmp_path))) == (Status.OK, "none yet")


def test_what_a_killed_process_left_behind_is_well(tmp_path: Path) -> None:
    with (vectors(tmp_path) / "vectors.f32").open("ab") as stream:
        stream.write(b"half a vector")
    assert checked(check_vectors(there(tmp_path)))[0] is Status.OK


@pytest.mark.parametrize(("name", "at"), [("vectors.f32", 1_536 * 10), ("keys.bin", 16 * 10)])
def test_blank_blocks_are_damage(tmp_path: Path, name: str, at: int) -> None:
    folder = vectors(tmp_path)
    with (folder / name).open("r+b") as stream:
        stream.seek(at)
        stream.write(bytes(1_536 if name == "vectors.f32" else 32))
    finding = check_vectors(there(tmp_path))
    status, text = checked(finding)
    assert (status, "of 100" in text) == (Status.PROBLEM, True)
    assert finding is not None
    assert str(folder) in (finding.next_step or "")


def test_vectors_that_are_no_numbers_are_damage(tmp_path: Path) -> None:
    folder = vectors(tmp_path)
    with (folder / "vectors.f32").open("r+b") as stream:
        stream.write(np.full(CARD.dimensions, np.nan, dtype="<f4").tobytes())
    assert checked(check_vectors(there(tmp_path)))[0] is Status.PROBLEM


def test_a_folder_without_its_files_is_a_problem(tmp_path: Path) -> None:
    (vectors(tmp_path) / "keys.bin").unlink()
    assert checked(check_vectors(there(tmp_path)))[0] is Status.PROBLEM


def test_read_models_of_other_graphs_and_vectors_of_other_encoders_are_a_note(
    tmp_path: Path,
) -> None:
    vectors(tmp_path)
    premises = with_model(tmp_path, 7)
    assert checked(check_leftovers(premises)) == (Status.OK, "none")
    for other in ("projection/gone", "vectors/other"):
        (tmp_path / other).mkdir()
        (tmp_path / other / "file").write_bytes(bytes(600_000))
    status, text = checked(check_leftovers(premises))
    assert status is Status.NOTE
    assert text.startswith("1.2 MB of other graphs or encoders")
    assert text.endswith("projection/gone, and 1 more")
