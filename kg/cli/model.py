"""`kg model`: what the shipped encoder is, and how it is made again."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from kg.embed.card import SHIPPED_FOLDER, read_card
from kg.embed.model_card import FACTS


@click.group()
def model() -> None:
    """The encoder that turns texts into vectors."""


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
def export(target: Path, quality: Path | None) -> None:
    """Make the shipped model again from the published weights."""
    from kg.embed.export import export_minilm

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
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def show(folder: Path, as_json: bool) -> None:
    """Print where a model is from, its hashes and its measured quality."""
    card = read_card(folder)
    if as_json:
        click.echo(json.dumps({"model_id": card.model_id, **asdict(card)}, indent=2))
        return
    for name in FACTS:
        click.echo(f"{name:<17} {getattr(card, name)}")
    for row in card.quality:
        scores = f"MRR {row.mrr:.3f}, RP@10 {row.rp10:.3f}"
        click.echo(f"{'quality':<17} {row.variant}, {row.sentences}: {scores}")
