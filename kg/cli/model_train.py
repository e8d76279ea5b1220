"""`kg model train`: a skill model of one's own, kept only if it is better."""

from dataclasses import asdict
from pathlib import Path

import click

from kg.cli.session import as_json, print_json
from kg.embed.card import SHIPPED_FOLDER
from kg.errors import StateError

FOLDER = click.Path(file_okay=False, path_type=Path)
LONGEST = 24 * 60


@click.command()
@click.option("--esco", type=FOLDER, required=True, help="Folder of the two archives of ESCO v1.1.")
@click.option(
    "--validation",
    "files",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    multiple=True,
    help="CSV with the columns sentence and label; may be given again. No test set.",
)
@click.option("--out", type=FOLDER, required=True, help="Folder for the model.")
@click.option(
    "--minutes",
    type=click.FloatRange(0.01, LONGEST),
    default=120,
    show_default=True,
    help="Budget of the training itself; pairs and measuring take some ten minutes more.",
)
@click.option("--threads", type=click.IntRange(1, 64), default=2, show_default=True)
@click.option("--seed", default=0, show_default=True, help="Which pairs are drawn.")
@click.option("--resume", is_flag=True, help="Go on from the last checkpoint in --out.")
@click.option("--install", is_flag=True, help="Replace the shipped weights if these are better.")
@click.option("--yes", is_flag=True, help="Replace what is in --out.")
@as_json
def train(
    *,
    esco: Path,
    files: tuple[Path, ...],
    out: Path,
    minutes: float,
    threads: int,
    seed: int,
    resume: bool,
    install: bool,
    yes: bool,
    as_json: bool,
) -> None:
    """Train the encoder on ESCO and say whether it is better on validation.

    KG_MODEL=DIR uses the model in --out.
    """
    from kg.embed.export import source_folder
    from kg.embed.onnx import OnnxEncoder
    from kg.embed.training.checks import check_packages, check_room, prepare
    from kg.embed.training.esco import read_esco
    from kg.embed.training.plan import Plan
    from kg.embed.training.produce import Task, produce
    from kg.embed.training.validation import read_validation
    from kg.projection.skill_search import by_search

    check_packages()
    source = source_folder()
    skills = read_esco(esco)
    validation = read_validation(files, skills.concepts)
    check_room(out)
    work = prepare(out, resume, yes)

    from kg.embed.training.train import train as learn

    plan = Plan(source, work, minutes, seed, threads, resume)
    task = Task(skills, validation, plan, out)
    card, verdict = produce(task, OnnxEncoder(), by_search, learn, _say)
    if as_json:
        print_json(
            {
                "modelId": card.model_id,
                "isBetter": verdict.is_better,
                "sentences": asdict(verdict.sentences),
                "concepts": asdict(verdict.concepts),
            }
        )
    else:
        click.echo(f"{card.model_id} is {verdict.words}")
    if install:
        _install(out, verdict.is_better)


def _install(out: Path, is_better: bool) -> None:
    from kg.embed.training.install import install

    if not is_better:
        raise StateError(
            "the shipped weights stay, since these are not better on validation; next step: "
            f"kg model show --from {out}"
        )
    install(out, SHIPPED_FOLDER)
    _say("the shipped weights are replaced; next step: kg reindex")


def _say(line: str) -> None:
    click.echo(line, err=True)
