"""What int8 costs: quality, speed and steadiness of the encoder's variants, measured in one run.

    python bench/encoder.py DATA [--save FILE]

DATA is a folder with skills_en_label.txt and *_validation_annotations.csv (Decorte et al.). FILE is
for `kg model export --quality`. Needs what the export needs, and a few minutes.
"""

import argparse
import csv
import json
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray
from onnxruntime.quantization import quantize_dynamic

from kg.embed.card import WEIGHTS, Quality
from kg.embed.encoder import Encoder
from kg.embed.export import export_minilm, finish_folder, source_folder, write_fp32
from kg.embed.onnx import OnnxEncoder

SETS = {"HOUSE validation": "house_validation", "TECH validation": "tech_validation"}
SHIPPED = "int8 weights, fp32 arithmetic (shipped)"


@dataclass(frozen=True, slots=True)
class Task:
    """Labels to find, and per set of sentences the rows of the right labels."""

    labels: tuple[str, ...]
    sentences: dict[str, dict[str, set[int]]]


def read_task(data: Path) -> Task:
    labels = tuple((data / "skills_en_label.txt").read_text(encoding="utf-8").splitlines())
    row_of = {label: row for row, label in enumerate(labels)}
    sentences: dict[str, dict[str, set[int]]] = {}
    for name, stem in SETS.items():
        right: dict[str, set[int]] = defaultdict(set)
        with (data / f"{stem}_annotations.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                if row["label"] in row_of:
                    right[row["sentence"]].add(row_of[row["label"]])
        sentences[name] = dict(right)
    return Task(labels, sentences)


def make_variants(folder: Path) -> dict[str, OnnxEncoder]:
    source = source_folder()
    fp32, dynamic, shipped = (folder / name for name in ("fp32", "dynamic", "shipped"))
    for each in (fp32, dynamic):
        each.mkdir()
    write_fp32(source, fp32 / WEIGHTS)
    quantize_dynamic(fp32 / WEIGHTS, dynamic / WEIGHTS)
    export_minilm(shipped)
    finish_folder(source, fp32, "minilm-fp32", None)
    finish_folder(source, dynamic, "minilm-dynamic", None)
    names = ("fp32", "dynamic int8", SHIPPED)
    return dict(zip(names, map(OnnxEncoder, (fp32, dynamic, shipped)), strict=True))


def quality(encoder: Encoder, task: Task, labels: NDArray[np.float32], name: str) -> Quality:
    right = task.sentences[name]
    scores = encoder.encode(list(right)) @ labels.T
    reciprocal, precision = [], []
    for row, wanted in zip(scores, right.values(), strict=True):
        place = np.empty(len(row), dtype=np.int64)
        place[np.argsort(-row, kind="stable")] = np.arange(1, len(row) + 1)
        places = [int(place[label]) for label in wanted]
        reciprocal.append(1 / min(places))
        precision.append(sum(p <= 10 for p in places) / min(10, len(places)))
    return Quality("", name, float(np.mean(reciprocal)), float(np.mean(precision)))


def least_agreement(encoder: Encoder, texts: Sequence[str]) -> float:
    """The least cosine of a text's vector alone with its vector among longer texts."""
    crowd = [" ".join(texts[i : i + 30]) for i in range(0, len(texts), 30)]
    among = encoder.encode([*texts, *crowd])[: len(texts)]
    alone = np.concatenate([encoder.encode([text]) for text in texts])
    return float((among * alone).sum(axis=1).min())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--save", type=Path)
    arguments = parser.parse_args()
    task = read_task(arguments.data)
    measured: list[Quality] = []
    reference: NDArray[np.float32] | None = None
    with TemporaryDirectory() as folder:
        variants = make_variants(Path(folder))
        for variant, encoder in variants.items():
            start = time.perf_counter()
            labels = encoder.encode(task.labels)
            rate = len(labels) / (time.perf_counter() - start)
            steady = least_agreement(encoder, task.labels[:300])
            reference = labels if reference is None else reference
            cosine = (labels * reference).sum(axis=1)
            print(
                f"{variant}: {rate:.0f} labels/s; cosine with fp32: least {cosine.min():.4f}, "
                f"mean {cosine.mean():.4f}; alone vs. among others: least {steady:.6f}"
            )
            for name in task.sentences:
                found = quality(encoder, task, labels, name)
                row = Quality(variant, name, round(found.mrr, 3), round(found.rp10, 3))
                print(f"  {name}: MRR {row.mrr:.3f}, RP@10 {row.rp10:.3f}")
                measured.append(row)
        model_id = variants[SHIPPED].model_id
    if arguments.save:
        kept = [asdict(row) for row in measured if row.variant in ("fp32", SHIPPED)]
        content = {"model_id": model_id, "quality": kept}
        arguments.save.write_text(json.dumps(content, indent=2), encoding="utf-8")


if __name__ == "__main__":
    main()
