"""The text beside the weights, for people: MODEL_CARD.md."""

from collections.abc import Sequence
from dataclasses import asdict

from kg.embed.card import ModelCard, Quality, Training

CARD_TEXT = "MODEL_CARD.md"

TEMPLATE = """\
# {name}

Sentence encoder: text in, a unit vector of {dimensions} numbers out; texts are cut at {max_tokens}
tokens. English; other languages only as far as words are shared.

| | |
|---|---|
| Source | {source} |
| Licence | {licence} (the text is in `LICENSE`) |
| sha256 of the source weights | `{source_sha256}` |
| sha256 of `model.onnx` | `{model_sha256}` |
| sha256 of `tokenizer.json` | `{tokenizer_sha256}` |
| Model id | `{model_id}` |

Changed from the source: {made}. {again}

## Measured quality

{quality}
"""

MEASURED = """\
Job-advertisement sentence → ESCO 1.1.0 skill label, nearest of 13,895 labels by inner product, no
other signal; sentences with at least one label. Means over sentences, by `bench/encoder.py`.

| Variant | Sentences | MRR | RP@10 |
|---|---|---|---|
{rows}

Sentences and labels: Decorte et al. 2022 and 2023, on SkillSpan, CC BY 4.0."""

TRAINED = """\
Trained further by `kg model train` for {minutes:.0f} minutes ({steps:,} steps, seed {seed}) on
{pairs:,} pairs of {data}. {notice} The weights are the mean of
those learned ({share:.0%}) and those published. Verdict: {verdict}."""

VALIDATED = """\
Means over texts, by `kg model train`, before and after. Sentences: the whole competency search with
all labels and descriptions; held-out concepts: alternative label → preferred label, nearest of all
by inner product. The share of learned weights was chosen on the same texts.

| Weights | Texts | MRR | RP@10 |
|---|---|---|---|
{rows}"""


def card_text(card: ModelCard) -> str:
    """The model card in Markdown."""
    values = {name: getattr(card, name) for name in FACTS}
    preface = MEASURED if card.training is None else VALIDATED
    quality = _measured(card.quality, preface) if card.quality else "Not measured for this copy."
    return TEMPLATE.format(**values, again=_again(card.training), quality=quality)


def _again(training: Training | None) -> str:
    if training is None:
        return "`kg model export` makes this folder again."
    return TRAINED.format(**asdict(training))


FACTS = (
    "name",
    "model_id",
    "dimensions",
    "max_tokens",
    "source",
    "licence",
    "made",
    "source_sha256",
    "model_sha256",
    "tokenizer_sha256",
)


def _measured(quality: Sequence[Quality], preface: str) -> str:
    rows = [f"| {q.variant} | {q.sentences} | {q.mrr:.3f} | {q.rp10:.3f} |" for q in quality]
    return preface.format(rows="\n".join(rows))
