"""The export accepts the published weights and measurements of the same model, nothing else."""

import json
from pathlib import Path

import pytest

from kg.embed.card import CARD, SHIPPED_FOLDER, read_card
from kg.embed.export import _quality, check_source
from kg.embed.model_card import CARD_TEXT, card_text
from kg.errors import InputError

ROW = {"variant": "fp32", "sentences": "HOUSE", "mrr": 0.5, "rp10": 0.5}


def test_other_weights_are_refused(tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"other weights")
    with pytest.raises(InputError, match="does not hold the published weights"):
        check_source(tmp_path)


def test_measurements_of_another_model_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "quality.json"
    file.write_text(json.dumps({"model_id": "other-1", "quality": [ROW]}))
    with pytest.raises(InputError, match="measured on other-1"):
        _quality(file, read_card(SHIPPED_FOLDER))


@pytest.mark.parametrize("text", ["", "[]", '{"model_id": "x", "quality": [1]}'])
def test_a_file_without_measurements_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "quality.json"
    file.write_text(text)
    with pytest.raises(InputError, match="no file made by"):
        _quality(file, read_card(SHIPPED_FOLDER))


def test_the_shipped_card_says_what_its_json_says() -> None:
    card = read_card(SHIPPED_FOLDER)
    assert card.quality
    assert (SHIPPED_FOLDER / CARD_TEXT).read_text(encoding="utf-8") == card_text(card)
    assert json.loads((SHIPPED_FOLDER / CARD).read_text())["model_id"] == card.model_id
