"""kg match: partners for a need."""

import datetime as dt
from pathlib import Path

import click

from kg.cli.need import check_need, given_need, need_option, show_need
from kg.cli.session import as_json, print_json, say, services
from kg.model import Alike, MatchAnswer, Partner
from kg.query.features import RANKING
from kg.query.feedback.heard import LIKE_SHARE, SAME_SHARE
from kg.query.match import MatchRequest
from kg.query.present import match_json
from kg.query.rank import CONDITION

MOST_PARTNERS = 1_000
# The parts whose evidence is shown; others rest on the same.
CITING = ("fit", "depth", "like work", "joint work")

LIKELY = (
    "%: how likely it is judged fit for what it does best of the need; of partners with such a "
    "number about so many were, on the needs of the demonstration cluster (docs/evaluation.md)"
)


@click.command()
@click.argument("need", required=False)
@need_option
@click.option(
    "--limit",
    type=click.IntRange(1, MOST_PARTNERS),
    default=10,
    show_default=True,
    help="How many partners.",
)
@click.option("--region", help="Only partners seated there: a NUTS or ITL code, or a name.")
@click.option(
    "--with",
    "partners",
    metavar="ORG",
    multiple=True,
    help="The id of an organisation that takes part already; may be repeated.",
)
@click.option("--explain", is_flag=True, help="Print every part of each score, and what it means.")
@as_json
def match(  # noqa: PLR0917  # click passes options by name
    need: str | None,
    need_file: Path | None,
    limit: int,
    region: str | None,
    partners: tuple[str, ...],
    explain: bool,
    as_json: bool,
) -> None:
    """Find partners for NEED, written in plain language, with the reasons for each.

    Instead of NEED an edited need may be given (--need). Who worked before with those who take
    part already (--with) stands higher. --json has every part of each score.
    """
    check_need(need, need_file)
    today = dt.datetime.now(dt.UTC).date()
    with services() as product:
        asked = given_need(need, need_file, product)
        request = MatchRequest(asked, limit, region, partners)
        answer = product.matcher.match(request, product.projection(), today)
    if as_json:
        print_json(match_json(answer))
    else:
        _show(answer, region, explain=explain)


def _show(answer: MatchAnswer, region: str | None, *, explain: bool) -> None:
    show_need(answer.need)
    click.echo()
    for place, count in sorted(answer.turned_away.items()):
        click.echo(f"C{place + 1} turned away {count} who would fit")
    if answer.abstained:
        click.echo("no credible partner")
        _show_unmet(answer)
        where = f"nobody in {region} fits; try without --region" if region else "nobody fits"
        say(f"{where}; try other words, or load more members: kg ingest --help")
        return
    if answer.relaxed:
        places = ", ".join(f"C{place + 1}" for place in answer.relaxed)
        click.echo(f"nobody meets all musts; these come nearest without {places}")
    for place, partner in enumerate(answer.partners, start=1):
        _show_partner(place, partner, explain=explain)
    click.echo(LIKELY)
    for alike in answer.alike:
        _show_alike(alike, answer)
    if explain:
        _show_features()
    _show_unmet(answer)


def _show_partner(place: int, partner: Partner, *, explain: bool) -> None:
    organisation = partner.organisation
    where = organisation.region or organisation.country or "place unknown"
    likely = "judged" if partner.probability is None else f"{partner.probability:4.0%}"
    click.echo(
        f"{place:>2}  {partner.score:.3f}  {likely}  {organisation.name} ({where})  "
        f"{organisation.id}"
    )
    for part in partner.parts:
        is_feature = part.name.startswith("R")
        if not (part.value or explain) and is_feature:
            continue
        product = f"{part.value:.2f} x {part.weight:.3f} = " if explain else ""
        click.echo(f"        {product}{part.contribution:.3f}  {part.name}: {part.reason}")
        for cited in part.evidence:
            if explain or part.name.endswith(CITING):
                click.echo(f"               {cited.title} [{cited.file} line {cited.row}]")
    click.echo()


def _show_alike(alike: Alike, answer: MatchAnswer) -> None:
    ids = [partner.organisation.id for partner in answer.partners]
    places = ", ".join(str(ids.index(id_) + 1) for id_ in alike.partners)
    others = alike.organisations - len(alike.partners)
    more = f" and {others:,} more" if others else ""
    click.echo(f"not told apart: {places}{more} state the same, and their order means nothing")


def _show_unmet(answer: MatchAnswer) -> None:
    for unmet in answer.unmet:
        click.echo(f"nobody for {unmet.requirement} ({unmet.kind}): {unmet.reason}")


def _show_features() -> None:
    """What each part of a score measures, and its weight within a requirement."""
    for feature in RANKING:
        click.echo(f"{feature.weight:.2f}  {feature.name}: {feature.measure.__doc__}")
    click.echo(f"{CONDITION:.2f}  of a must each: how far a condition (C1, C2, …) is met.")
    click.echo(
        f"{SAME_SHARE:.2f}  feedback: of the whole score, what was found of it for this need; "
        f"{LIKE_SHARE:.2f} by likeness for others."
    )
    click.echo()
