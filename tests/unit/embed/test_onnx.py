"""The shipped model: what its encoder promises for any text, and how damage is refused."""

import json
import os
import shutil
import subprocess
import sys
import threading
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.embed.card import CARD, SHIPPED_FOLDER, TOKENIZER, WEIGHTS, read_card
from kg.embed.onnx import TOKENS_OF_A_RUN, TOKENS_PER_BATCH, OnnxEncoder, _batches
from kg.errors import InputError, NotFoundError

TEXTS = ("investment casting of nickel alloys", "", "CNC", "🔥🛠️", "água e aço", "a\x00b\ud800")


@pytest.fixture(scope="module")
def encoder() -> OnnxEncoder:
    return OnnxEncoder()


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHIPPED_FOLDER, tmp_path / "model"))


def test_the_shipped_model_is_named_and_whole(encoder: OnnxEncoder) -> None:
    assert encoder.model_id.startswith("minilm-int8-")
    assert encoder.dimensions == 384


def test_a_text_has_the_same_vector_in_every_company(encoder: OnnxEncoder) -> None:
    long = " ".join(["aerospace turbine blades and their repair"] * 80)
    alone = np.concatenate([encoder.encode([text]) for text in TEXTS])
    among = encoder.encode([long, *reversed(TEXTS), long])[1:-1][::-1]
    assert np.abs(alone - among).max() < 1e-5


def test_many_texts_of_many_lengths_keep_their_order(encoder: OnnxEncoder) -> None:
    texts = [" ".join(["steel"] * (number * 7 % 60)) for number in range(300)]
    sample = [0, 17, 150, 299]
    alone = encoder.encode([texts[row] for row in sample])
    assert np.abs(encoder.encode(texts)[sample] - alone).max() < 1e-5


def test_a_huge_text_counts_by_its_beginning(encoder: OnnxEncoder) -> None:
    beginning = "precision machining of titanium parts. " * 100
    huge = beginning + "x " * 50_000
    both = encoder.encode([huge, beginning])
    assert both[0] @ both[1] > 0.9999


def test_threads_may_share_an_encoder(encoder: OnnxEncoder) -> None:
    expected = encoder.encode(TEXTS)
    differences: list[float] = []

    def encode_again() -> None:
        differences.extend(float(np.abs(encoder.encode(TEXTS) - expected).max()) for _ in range(5))

    threads = [threading.Thread(target=encode_again) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(differences) == 20
    assert max(differences) < 1e-5


def test_nothing_is_left_in_the_home_of_the_user(tmp_path: Path) -> None:
    own = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
    own.pop("ORT_DISABLE_TELEMETRY", None)
    code = "from kg.embed.onnx import OnnxEncoder; OnnxEncoder().encode(['milling'])"
    subprocess.run([sys.executable, "-c", code], env=own | {"HOME": str(tmp_path)}, check=True)
    assert list(tmp_path.rglob("*")) == []


@pytest.mark.parametrize("name", [WEIGHTS, TOKENIZER])
def test_a_damaged_file_is_refused_with_the_next_step(copied: Path, name: str) -> None:
    content = bytearray((copied / name).read_bytes())
    content[len(content) // 2] ^= 1
    (copied / name).write_bytes(content)
    with pytest.raises(InputError, match=rf"{name} is damaged; try: reinstall, or kg model export"):
        OnnxEncoder(copied)


@pytest.mark.parametrize("name", [WEIGHTS, TOKENIZER])
def test_a_missing_file_is_refused(copied: Path, name: str) -> None:
    (copied / name).unlink()
    with pytest.raises(InputError, match=f"{name} cannot be read"):
        OnnxEncoder(copied)


def test_a_folder_without_a_model_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="no model in"):
        OnnxEncoder(tmp_path / "nowhere")


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"name": 1}', "\xff"])
def test_a_damaged_card_is_refused(copied: Path, text: str) -> None:
    (copied / CARD).write_text(text, encoding="latin-1")
    with pytest.raises(InputError, match="is damaged"):
        OnnxEncoder(copied)


def test_the_model_id_follows_the_limit_as_well_as_the_weights(copied: Path) -> None:
    values = json.loads((copied / CARD).read_text())
    (copied / CARD).write_text(json.dumps(values | {"max_tokens": 128}))
    assert read_card(copied).model_id != read_card(SHIPPED_FOLDER).model_id


@given(st.lists(st.integers(1, 256), max_size=200))
def test_batches_hold_each_text_once_and_little_padding(lengths: list[int]) -> None:
    batches = list(_batches(lengths))
    assert sorted(row for rows in batches for row in rows) == list(range(len(lengths)))
    for rows in batches:
        own = [lengths[row] for row in rows]
        assert len(rows) == 1 or max(own) * len(own) <= TOKENS_PER_BATCH
        steps = enumerate(pairwise(own), start=1)
        assert all((b - a) * count <= TOKENS_OF_A_RUN for count, (a, b) in steps)
