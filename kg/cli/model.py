"""`kg model`: what the shipped encoder is, how it is made again, and how one is trained."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from kg.cli.model_train import train
from kg.cli.session import as_json, print_json
from kg.embed.card import SHIPPED_FOLDER, WEIGHTS, read_card
from kg.embed.model_card import FACTS
from kg.errors import UsageError


@click.group()
def model() -> None:
    """The encoder that turns texts into vectors."""


model.add_command(train)


@model.command()
@click.option(
    "--to",
    "target",
    type=click.Path(file_okay=False, path_type=Path),
    default=SHIPPED_FOLDER,
    show_default="the installed package",
    help="Folder for the model; made if it does not exist.",
)
@click.option(
    "--quality",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Measurements for the model card, from bench/encoder.py --save.",
)
@click.option("--yes", is_flag=True, help="Replace a model that is there.")
def export(target: Path, quality: Path | None, yes: bool) -> None:
    """Make the shipped model again from the published weights."""
    from kg.embed.export import export_minilm

    if (target / WEIGHTS).exists() and not yes:
        raise UsageError(f"{target} holds a model; next step: add --yes to replace it, or --to DIR")
    click.echo("reading the published weights and writing the model ...", err=True)
    card = export_minilm(target, quality)
    click.echo(card.model_id)


@model.command()
@click.option(
    "--from",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=SHIPPED_FOLDER,
    show_default="the installed package",
    help="Folder of an exported model.",
)
@as_json
def show(folder: Path, as_json: bool) -> None:
    """Print where a model is from, its hashes and its measured quality."""
    card = read_card(folder)
    if as_json:
        print_json({"modelId": card.model_id, **_camel(asdict(card))})
        return
    for name in FACTS:
        click.echo(f"{name:<17} {getattr(card, name)}")
    for row in card.quality:
        scores = f"MRR {row.mrr:.3f}, RP@10 {row.rp10:.3f}"
        click.echo(f"{'quality':<17} {row.variant}, {row.sentences}: {scores}")


def _camel(value: Any) -> Any:
    """The same value with its keys as JSON has them everywhere."""
    if isinstance(value, dict):
        return {_camel_name(key): _camel(item) for key, item in value.items()}
    return [_camel(item) for item in value] if isinstance(value, list | tuple) else value


def _camel_name(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.title() for word in rest)
