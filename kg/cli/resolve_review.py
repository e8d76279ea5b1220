"""kg resolve review: one open pair after the other, side by side, judged by a key."""

import shutil
import sys
from dataclasses import replace

import click

from kg.cli.login import by_option
from kg.cli.resolve_words import side_by_side
from kg.cli.session import say, services
from kg.errors import StateError, UsageError
from kg.graph.identities import JUDGED
from kg.ingest.judging import Judging, Verdict
from kg.ingest.resolution.pair import Comparison
from kg.ingest.resolution.pending import Pending
from kg.ingest.resolution.proposals import weights_version
from kg.model import NodeRef
from kg.wiring import Services

KEYS = {"s": "same", "d": "different", "u": "unsure"}
SKIP, QUIT = "n", "q"
PROMPT = "s same   d different   u unsure   n next   q quit"


@click.command()
@by_option
def review(by: str) -> None:
    """Judge the open pairs in the terminal, the likeliest first, two organisations side by side.

    Each judgement is stored at once, so review may be left and begun again at any time.
    """
    if not sys.stdin.isatty():
        raise UsageError(
            "review needs a terminal to ask in; next step: kg resolve list --json, then kg "
            "resolve judge LEFT RIGHT same, different or unsure"
        )
    with services() as product, product.only_load():
        product.check_whole()
        judged = _review(product, by)
        if judged:
            product.derive()
            product.projection()
    say(f"{judged:,} judged")


def _review(product: Services, by: str) -> int:
    judging, judged = product.judging(), 0
    open_ = [p.comparison for p in product.resolution.proposals() if not p.is_settled]
    for place, proposed in enumerate(open_, start=1):
        comparison = _compared_now(product, judging, proposed)
        if comparison is None:
            continue
        _show(product, judging, comparison, f"{place:,} of {len(open_):,}")
        key = _key()
        if key == QUIT:
            break
        if key == SKIP:
            continue
        given = Verdict(
            proposed.left, proposed.right, KEYS[key], by, None, comparison, weights_version()
        )
        try:
            judging.judge(given)
            judged += 1
        except StateError as error:
            say(str(error))
    if not open_:
        say("no pair is open; kg resolve find looks for more")
    return judged


def _compared_now(product: Services, judging: Judging, proposed: Comparison) -> Comparison | None:
    """The pair as it is now; None where nothing is to be asked of it any more."""
    kept = judging.kept(proposed.left), judging.kept(proposed.right)
    now = product.resolution.compare(*kept)
    if now is None or now.outcome == "different":
        return None
    now = replace(now, left=proposed.left, right=proposed.right)
    return None if Pending(judging.in_force()).of(now).is_settled else now


def _show(product: Services, judging: Judging, comparison: Comparison, place: str) -> None:
    ids = (judging.kept(comparison.left), judging.kept(comparison.right))
    left, right = product.accounts.of([NodeRef(JUDGED, id_) for id_ in ids])
    click.echo(f"\n--- {place}")
    width = shutil.get_terminal_size().columns
    for line in side_by_side(product.schema, (left, right), comparison, width):
        click.echo(line)


def _key() -> str:
    click.echo(f"\n{PROMPT}  ", nl=False)
    while True:
        key = click.getchar().lower()
        if key in (*KEYS, SKIP, QUIT):
            click.echo(KEYS.get(key) or ("quit" if key == QUIT else "next"))
            return key
