"""`kg weights`: what past work weighs in a ranking, and how that is learned."""

from pathlib import Path

import click

from kg.cli.session import services
from kg.errors import StorageError
from kg.query.ranking.weights import SHIPPED


@click.group()
def weights() -> None:
    """What past work weighs in a ranking."""


@weights.command()
@click.option(
    "--data",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    required=True,
    help="Folder with train_projects.jsonl.gz and the tables of who took part.",
)
@click.option(
    "--to",
    "target",
    type=click.Path(dir_okay=False, path_type=Path),
    default=SHIPPED,
    show_default="the installed package",
    help="File to write.",
)
def fit(data: Path, target: Path) -> None:
    """Learn the weights from past projects, and write them with how they were checked."""
    from kg.query.ranking.fit_weights import fit_weights, written

    with services() as product:
        history = product.history(data)
    click.echo(f"{len(history.projects):,} projects; this takes minutes ...", err=True)
    fitted = [fit_weights(history, with_partners=given) for given in (False, True)]
    try:
        target.write_text(written(*fitted), encoding="utf-8")
    except OSError as error:
        raise StorageError(f"cannot write {target} ({error}); next step: --to FILE") from error
    click.echo(target)
