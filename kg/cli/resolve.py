"""kg resolve: which organisations are one, who said so, and how it is taken back."""

from collections.abc import Iterable

import click

from kg.cli.login import by_option
from kg.cli.resolve_review import review
from kg.cli.resolve_words import (
    judgement_json,
    judgement_lines,
    proposal_json,
    proposal_line,
)
from kg.cli.session import as_json, print_json, say, services
from kg.errors import StateError, no_organisation
from kg.ingest.judging import AUTOMATIC, Judging, Verdict, still_one
from kg.ingest.resolution.pending import Proposal
from kg.ingest.resolution.proposals import weights_version
from kg.model import Judgement
from kg.wiring import Services

OUTCOMES = ("ask", "same", "different", "unsure")
MOST_PAIRS = 100_000
left_argument = click.argument("left", metavar="LEFT")
right_argument = click.argument("right", metavar="RIGHT")


@click.group()
def resolve() -> None:
    """Say which organisations are one, and take it back.

    What is the same is shown as one organisation, under the smallest of its ids; every id finds
    it. Records stay as they are, so a judgement can be withdrawn at any time.
    """


@resolve.command()
@click.option("--apply", is_flag=True, help="Join the pairs that are sure enough.")
@as_json
def find(*, apply: bool, as_json: bool) -> None:
    """Compare all organisations, and propose the pairs that may be one.

    Nothing is joined but by --apply, which judges the pairs above the threshold as `automatic`.
    """
    with services() as product, product.only_load():
        product.check_whole()
        found = product.resolution.find(product.catalogue.revision())
        open_ = [p for p in product.resolution.proposals() if not p.is_settled]
        joined = _apply(product.judging(), open_) if apply else 0
        if joined:
            _follow(product)
            open_ = [p for p in product.resolution.proposals() if not p.is_settled]
    counts = {
        "organisations": found.organisations,
        "pairs": len(found.comparisons),
        "same": sum(proposal.outcome == "same" for proposal in open_),
        "ask": sum(proposal.outcome == "ask" for proposal in open_),
        "joined": joined,
    }
    if as_json:
        print_json(counts)
    else:
        click.echo("  ".join(f"{name} {count:,}" for name, count in counts.items()))
        if open_:
            say("next step: kg resolve review, or kg resolve list")


@resolve.command("list")
@click.option("--outcome", type=click.Choice(OUTCOMES), help="Only pairs of which this holds.")
@click.option(
    "--limit",
    type=click.IntRange(1, MOST_PAIRS),
    default=100,
    show_default=True,
    help="How many pairs.",
)
@as_json
def list_(*, outcome: str | None, limit: int, as_json: bool) -> None:
    """List the pairs that were found, the likeliest first: those that are open, or of an outcome.

    What holds of a pair is its judgement, or what the comparison proposes.
    """
    with services() as product:
        found = product.resolution.found()
        proposals = [
            proposal
            for proposal in product.resolution.proposals()
            if (outcome == proposal.outcome if outcome else not proposal.is_settled)
        ]
        shown = proposals[:limit]
        kept = product.resolution.kept(_ids(shown))
        named = product.resolution.names(kept.values())
        names = {id_: named[one] for id_, one in kept.items() if one in named}
        if product.catalogue.revision() != found.revision:
            say("the graph has changed since; kg resolve find compares it anew")
    if as_json:
        print_json([proposal_json(proposal, names) for proposal in shown])
        return
    for proposal in shown:
        click.echo(proposal_line(proposal, names, kept))
    if len(shown) < len(proposals):
        say(f"these are the first {limit:,} of {len(proposals):,}; --limit shows more")
    if not proposals:
        say("there is no such pair")


@resolve.command()
@left_argument
@right_argument
@click.argument("verdict", type=click.Choice(["same", "different", "unsure"]))
@click.option("--note", help="Why.")
@by_option
@as_json
def judge(left: str, right: str, verdict: str, *, note: str | None, by: str, as_json: bool) -> None:
    """Judge whether the organisations LEFT and RIGHT are one; the graph follows at once.

    A judgement on the same pair is replaced, and kept as history. One that contradicts others is
    refused; they are named.
    """
    with services() as product, product.only_load():
        product.check_whole()
        judging = product.judging()
        comparison = product.resolution.compare(judging.kept(left), judging.kept(right))
        version = weights_version()
        done = judging.judge(Verdict(left, right, verdict, by, note, comparison, version))
        _follow(product)
    _tell(done, as_json)


@resolve.command()
@left_argument
@click.argument("right", metavar="[RIGHT]", required=False)
@by_option
@as_json
def undo(left: str, right: str | None, *, by: str, as_json: bool) -> None:
    """Withdraw the judgement on LEFT and RIGHT, or all by which LEFT is one with others.

    What they joined is two organisations again. Where other judgements still make the two one,
    they are named.
    """
    with services() as product, product.only_load():
        product.check_whole()
        judging = product.judging()
        done = [judging.withdraw(left, right, by)] if right else judging.part(left, by)
        way = judging.still_joined_by(left, right) if right else []
        _follow(product)
    if as_json:
        print_json(judgement_json(done[0]) if right else [judgement_json(each) for each in done])
    else:
        for each in done:
            _tell(each, as_json=False)
    if right and way:
        say(still_one(left, right, way))


@resolve.command()
@click.argument("id_", metavar="ID")
@as_json
def show(id_: str, as_json: bool) -> None:
    """Show all ids of the organisation ID, and every judgement on them, with who and when."""
    with services() as product:
        detail = product.catalogue.organisation(id_)
        ids = product.judgements.identities(id_).group(id_)
        found = product.judgements.of(ids)
        if detail is None and not found:
            raise no_organisation(id_)
    name = detail.organisation.name if detail else None
    if as_json:
        told = [judgement_json(judgement) for judgement in found]
        print_json({"id": ids[0], "name": name, "ids": list(ids), "judgements": told})
        return
    click.echo(f"{name or 'not there any more'}  {'  '.join(ids)}")
    for judgement in found:
        for line in judgement_lines(judgement):
            click.echo(line)
    if not found:
        say("nobody has judged it")


def _apply(judging: Judging, proposals: Iterable[Proposal]) -> int:
    """Joins what is sure enough; what contradicts a judgement is left to people, and told."""
    count = 0
    for proposal in proposals:
        if proposal.outcome != "same":
            continue
        compared = proposal.comparison
        try:
            judging.judge(
                Verdict(
                    compared.left,
                    compared.right,
                    "same",
                    AUTOMATIC,
                    comparison=compared,
                    weights_version=weights_version(),
                )
            )
            count += 1
        except StateError as error:
            say(f"not joined: {error}")
    return count


def _ids(proposals: Iterable[Proposal]) -> set[str]:
    return {id_ for p in proposals for id_ in (p.comparison.left, p.comparison.right)}


def _follow(product: Services) -> None:
    """Brings what is computed from the graph up to it."""
    product.derive()
    product.projection()


def _tell(judgement: Judgement, as_json: bool) -> None:
    if as_json:
        print_json(judgement_json(judgement))
        return
    for line in judgement_lines(judgement):
        click.echo(line)


resolve.add_command(review)
