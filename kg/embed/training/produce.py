"""Trains, blends, exports, measures and judges a model: from ESCO to a folder with a verdict."""

import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kg.embed.card import WEIGHTS, ModelCard, Quality, Training
from kg.embed.encoder import Encoder
from kg.embed.export import published, seal, write_card, write_fp32
from kg.embed.graph_int8 import store_weights_as_int8
from kg.embed.onnx import OnnxEncoder
from kg.embed.training.blend import write_blend
from kg.embed.training.esco import Concept, Esco
from kg.embed.training.lessons import Lessons, make_lessons
from kg.embed.training.measures import Questions, Scored, mean, nearest
from kg.embed.training.plan import Plan, Say, Trained
from kg.embed.training.validation import Validation
from kg.embed.training.verdict import Verdict, best_share, gain

NAME = "minilm-esco-int8"
SHARES = (0.25, 0.5, 0.75, 1.0)
NOTICE = "This service uses the ESCO classification of the European Commission."

# How sentences find skills with an encoder: the whole search of the product, which is a room above.
Search = Callable[[Encoder, Sequence[Concept], Questions], tuple[Scored, ...]]
# How weights are learned: torch is needed there and nowhere else.
Train = Callable[[Plan, Lessons, Path, Say], Trained]


@dataclass(frozen=True, slots=True)
class Task:
    """What to learn from, what to choose by, how long, and where the model goes."""

    esco: Esco
    validation: Validation
    plan: Plan
    target: Path


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured of one model: sentences by set, and held-out concepts."""

    sentences: Mapping[str, tuple[Scored, ...]]
    concepts: tuple[Scored, ...]

    @property
    def all_sentences(self) -> tuple[Scored, ...]:
        """The sentences of all sets."""
        return tuple(row for own in self.sentences.values() for row in own)


def produce(
    task: Task, before: Encoder, search: Search, train: Train, say: Say
) -> tuple[ModelCard, Verdict]:
    """Make a model folder at the target and say whether it is better than the encoder before."""
    say("making pairs of ESCO ...")
    lessons = make_lessons(task.esco, before, task.plan.seed)
    say(f"{lessons.size:,} pairs; training ...")
    learned = task.plan.work / "learned"
    trained = train(task.plan, lessons, learned, say)
    share, concepts = _choose(task, learned, say)
    say(f"a share of {share:.0%}; measuring with the whole search, before and after ...")
    chosen = OnnxEncoder(_folder(task.plan.work, share))
    labels = [concept.label for concept in task.esco.concepts]
    old = _measured(task, before, search, nearest(before, labels, task.validation.concepts))
    new = _measured(task, chosen, search, concepts)
    verdict = Verdict(gain(old.all_sentences, new.all_sentences), gain(old.concepts, new.concepts))
    training = Training(
        data="ESCO v1.1 (labels, descriptions, hierarchy, occupations)",
        notice=NOTICE,
        pairs=lessons.size,
        steps=trained.steps,
        minutes=round(trained.minutes, 1),
        seed=task.plan.seed,
        share=share,
        verdict=verdict.words,
    )
    quality = (*_quality("before", old), *_quality("after", new))
    return _finish(task, share, training, quality), verdict


def export_weights(source: Path, target: Path) -> None:
    """Make an int8 ONNX folder of a folder of sentence-transformers."""
    target.mkdir(parents=True, exist_ok=True)
    write_fp32(source, target / WEIGHTS)
    store_weights_as_int8(target / WEIGHTS, target / WEIGHTS)
    write_card(target, seal(source, target, published(NAME)))


def _choose(task: Task, learned: Path, say: Say) -> tuple[float, tuple[Scored, ...]]:
    """The share of learned weights that finds most labels of sentences by itself.

    The whole search takes minutes for each share, so it measures the chosen one only.
    """
    labels = [concept.label for concept in task.esco.concepts]
    questions = {**task.validation.all_sentences, **task.validation.concepts}
    found: dict[float, tuple[Scored, ...]] = {}
    for share in SHARES:
        blend = task.plan.work / "blend"
        write_blend(task.plan.source, learned, share, blend)
        export_weights(blend, _folder(task.plan.work, share))
        found[share] = nearest(OnnxEncoder(_folder(task.plan.work, share)), labels, questions)
        told = mean(found[share][: len(task.validation.all_sentences)])
        say(
            f"a share of {share:.0%} of what was learned: MRR {told.mrr:.3f}, RP@10 {told.rp10:.3f}"
        )
    size = len(task.validation.all_sentences)
    share = best_share({share: own[:size] for share, own in found.items()})
    return share, found[share][size:]


def _folder(work: Path, share: float) -> Path:
    return work / f"share-{share}"


def _measured(
    task: Task, encoder: Encoder, search: Search, concepts: tuple[Scored, ...]
) -> Measured:
    found = iter(search(encoder, task.esco.concepts, task.validation.all_sentences))
    by_text = dict(zip(task.validation.all_sentences, found, strict=True))
    sentences = {
        name: tuple(by_text[text] for text in own)
        for name, own in task.validation.sentences.items()
    }
    return Measured(sentences, concepts)


def _quality(variant: str, measured: Measured) -> tuple[Quality, ...]:
    sets = {**measured.sentences, "held-out concepts": measured.concepts}
    means = {name: mean(own) for name, own in sets.items()}
    return tuple(
        Quality(variant, name.replace("_", " "), round(own.mrr, 3), round(own.rp10, 3))
        for name, own in means.items()
    )


def _finish(
    task: Task, share: float, training: Training, quality: tuple[Quality, ...]
) -> ModelCard:
    folder = _folder(task.plan.work, share)
    task.target.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(folder / WEIGHTS, task.target / WEIGHTS)
    card = seal(folder, task.target, published(NAME))
    card = write_card(task.target, replace(card, training=training, quality=quality))
    shutil.rmtree(task.plan.work)
    return card
