"""kg feedback: what brokers found of partners."""

import datetime as dt
from pathlib import Path
from typing import Any

import click

from kg.cli.login import by_option
from kg.cli.need import check_need, given_need, need_option
from kg.cli.session import as_json, print_json, say, services
from kg.model import Feedback
from kg.query.feedback.heard import VERDICTS
from kg.query.feedback.marking import Mark
from kg.query.present_feedback import FeedbackNames
from kg.wiring import Services

MOST_LISTED = 100_000


@click.group()
def feedback() -> None:
    """Say who was a good partner for a need, and who was none.

    Later answers to the need, and to needs of the same competencies, are ranked by it, and say so.
    Of the need only its competencies and a digest are kept.
    """


@feedback.command()
@click.argument("organisation", metavar="ORGANISATION")
@click.argument("verdict", type=click.Choice(VERDICTS))
@click.argument("need", required=False)
@need_option
@click.option(
    "--reason",
    metavar="CODE",
    help="Why unfit, such as capacity or price; docs/code-lists.md lists all.",
)
@by_option
@as_json
def mark(  # noqa: PLR0917  # one for each option
    organisation: str,
    verdict: str,
    need: str | None,
    need_file: Path | None,
    reason: str | None,
    by: str,
    as_json: bool,
) -> None:
    """Mark the organisation with the id ORGANISATION as fit, unfit or asked for NEED.

    A mark for the same need is replaced, and kept as history.
    """
    check_need(need, need_file)
    today = dt.datetime.now(dt.UTC).date()
    with services() as product:
        asked = given_need(need, need_file, product)
        understood = product.matcher.reader.understand(asked, product.projection(), today)
        done = product.marking.mark(Mark(organisation, verdict, by, reason), understood)
        _tell([done], product, as_json=as_json, is_one=True)
    if not done.competencies:
        say("the need surely means no competency, so only the very same need will use this")


@feedback.command("list")
@click.option("--organisation", metavar="ID", help="Only on this organisation.")
@click.option("--withdrawn", is_flag=True, help="What was taken back as well.")
@click.option(
    "--limit",
    type=click.IntRange(1, MOST_LISTED),
    default=100,
    show_default=True,
    help="How much.",
)
@as_json
def list_(*, organisation: str | None, withdrawn: bool, limit: int, as_json: bool) -> None:
    """List feedback, the latest first."""
    with services() as product:
        found = product.marking.list(organisation, withdrawn=withdrawn)
        _tell(found[:limit], product, as_json=as_json)
    if len(found) > limit:
        say(f"these are the first {limit:,} of {len(found):,}; --limit shows more")
    if not found:
        say("there is no feedback")


@feedback.command()
@click.argument("id_", metavar="ID")
@by_option
@as_json
def undo(id_: str, *, by: str, as_json: bool) -> None:
    """Take the feedback with this ID back; answers are ranked as without it."""
    with services() as product:
        product.check_whole()
        done = product.marking.withdraw(id_, by)
        _tell([done], product, as_json=as_json, is_one=True)


def _tell(found: list[Feedback], product: Services, *, as_json: bool, is_one: bool = False) -> None:
    told = FeedbackNames(product.catalogue).json(found)
    if as_json:
        print_json(told[0] if is_one else told)
        return
    for each in told:
        _show(each)


def _show(told: dict[str, Any]) -> None:
    why = f" ({told['reason']})" if told["reason"] else ""
    name = told["name"] or "not there any more"
    click.echo(f"{told['id']}  {told['verdict']}{why}  {name}  {told['organisation']}")
    competencies = "; ".join(c["label"] or c["id"] for c in told["competencies"])
    click.echo(f"      for {competencies or 'a need without a sure competency'}")
    click.echo(f"      by {told['decidedBy']} at {told['decidedAt']}")
    if told["withdrawnAt"]:
        click.echo(f"      taken back by {told['withdrawnBy']} at {told['withdrawnAt']}")
