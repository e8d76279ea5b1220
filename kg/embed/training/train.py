"""Fine-tunes the published encoder within a budget of time, by sentence-transformers' trainer.

Texts learn to lie near the label of their skill and away from the labels of all others of the
batch and of a sibling (multiple negatives ranking: Henderson et al. 2017); labels learn the order
of their grades (CoSENT: Su 2022).
"""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kg.embed.training.course import Course, resumed
from kg.embed.training.lessons import Lessons
from kg.embed.training.pairs import Triple
from kg.embed.training.plan import Plan, Say, Trained

BATCH = 96
LEARNING_RATE = 5e-5
WEIGHT_DECAY = 0.01
# Longer texts are cut while learning: descriptions are rarely longer, and time grows with length.
MAX_TOKENS = 48
STEPS_BETWEEN_CHECKPOINTS = 200
STEPS_BETWEEN_NEWS = 20


def train(plan: Plan, lessons: Lessons, target: Path, say: Say) -> Trained:
    """Train and save the model as a sentence-transformers folder.

    The time is that of the steps; loading and saving add about a minute.
    """
    # Nothing is fetched, and forks of the tokeniser would warn.
    os.environ |= {"HF_HUB_OFFLINE": "1", "TOKENIZERS_PARALLELISM": "false"}
    import torch
    from sentence_transformers import SentenceTransformer, SentenceTransformerTrainer
    from transformers import PrinterCallback

    from kg.embed.training.news import News

    torch.set_num_threads(plan.threads)
    model = SentenceTransformer(str(plan.source), device="cpu", local_files_only=True)
    longest, model.max_seq_length = model.max_seq_length, MAX_TOKENS
    course = resumed(plan.minutes, plan.work) if plan.resume else Course(plan.minutes)
    optimizer = torch.optim.AdamW(model.parameters(), lr=LEARNING_RATE, weight_decay=WEIGHT_DECAY)
    datasets, losses = _datasets(lessons), _losses(model)
    trainer = SentenceTransformerTrainer(
        model=model,
        args=_arguments(plan),
        train_dataset=datasets,
        loss={name: losses[name] for name in datasets},
        optimizers=(
            optimizer,
            torch.optim.lr_scheduler.LambdaLR(optimizer, lambda _: course.rate()),
        ),
        callbacks=[News(course, say)],
    )
    trainer.remove_callback(PrinterCallback)
    trainer.train(resume_from_checkpoint=plan.resume or None)
    model.max_seq_length = longest
    model.save(str(target), create_model_card=False)
    return Trained(trainer.state.global_step, trainer.state.max_steps, course.spent() / 60)


def _arguments(plan: Plan) -> Any:
    from sentence_transformers import SentenceTransformerTrainingArguments
    from sentence_transformers.training_args import BatchSamplers, MultiDatasetBatchSamplers

    return SentenceTransformerTrainingArguments(
        output_dir=str(plan.work),
        num_train_epochs=1,
        per_device_train_batch_size=BATCH,
        # A text is wrong in its batch only if it stands there once.
        batch_sampler=BatchSamplers.NO_DUPLICATES,
        multi_dataset_batch_sampler=MultiDatasetBatchSamplers.PROPORTIONAL,
        seed=plan.seed,
        use_cpu=True,
        logging_steps=STEPS_BETWEEN_NEWS,
        save_steps=STEPS_BETWEEN_CHECKPOINTS,
        save_total_limit=1,
        report_to="none",
        disable_tqdm=True,
    )


def _datasets(lessons: Lessons) -> dict[str, Any]:
    from datasets import Dataset

    graded: dict[str, list[Any]] = {
        "one": [pair.one for pair in lessons.graded],
        "other": [pair.other for pair in lessons.graded],
        "score": [pair.likeness for pair in lessons.graded],
    }
    columns: dict[str, dict[str, list[Any]]] = {
        "names": _columns(lessons.names),
        "phrases": _columns(lessons.phrases),
        "sentences": _columns(lessons.sentences),
        "graded": graded,
    }
    return {
        name: Dataset.from_dict(own) for name, own in columns.items() if next(iter(own.values()))
    }


def _columns(triples: Sequence[Triple]) -> dict[str, list[Any]]:
    return {
        name: [getattr(triple, name) for triple in triples]
        for name in ("anchor", "positive", "negative")
    }


def _losses(model: Any) -> dict[str, Any]:
    from sentence_transformers.losses import CoSENTLoss, MultipleNegativesRankingLoss

    ranking = MultipleNegativesRankingLoss(model)
    return dict.fromkeys(("names", "phrases", "sentences"), ranking) | {"graded": CoSENTLoss(model)}
