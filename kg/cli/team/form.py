"""kg team form: who together covers a need."""

import datetime as dt
from pathlib import Path

import click

from kg.cli.agreement import agreed_members
from kg.cli.need import check_need, given_need, need_option
from kg.cli.session import as_json, print_json, say, services
from kg.cli.team.options import Rules, rule_options
from kg.cli.team.words import show_team
from kg.enterprise.lifecycle import FORMING
from kg.errors import UsageError
from kg.query.present_team import team_json
from kg.query.team.answer import TeamAnswer
from kg.query.team.reading import for_reading
from kg.wiring import Services


@click.command()
@click.argument("need", required=False)
@need_option
@click.option("--opportunity", metavar="ID", help="For an opportunity in the graph, not for NEED.")
@rule_options
@click.option(
    "--save",
    metavar="[NAME]",
    is_flag=False,
    flag_value="",
    help="Record the team of the opportunity as a virtual enterprise, with the proposed shares, "
    "under its public name; without NAME that is the title of the opportunity.",
)
@as_json
def form(
    *,
    need: str | None,
    need_file: Path | None,
    opportunity: str | None,
    rules: Rules,
    save: str | None,
    as_json: bool,
) -> None:
    """Form the team that covers NEED at least cost, with what stays open and what would close it.

    NEED is plain language. A quantity may be shared by several members whose free capacities add
    up to it; at most one organisation of an ownership group is in the team.
    """
    has_need = need is not None or need_file is not None
    if save is not None and opportunity is None:
        raise UsageError("an enterprise fulfils an opportunity; next step: add --opportunity ID")
    if has_need:
        check_need(need, need_file)
    today = dt.datetime.now(dt.UTC).date()
    with services() as product:
        asked = given_need(need, need_file, product) if has_need else None
        request = rules.request(asked, opportunity)
        answer = product.team_former.form(request, product.projection(), today)
        if save is not None and answer.opportunity is not None:
            say(f"saved as {_save(product, answer, answer.opportunity, save, today)}")
    if as_json:
        print_json(team_json(answer))
    else:
        show_team(for_reading(answer))


def _save(product: Services, answer: TeamAnswer, opportunity: str, name: str, day: dt.date) -> str:
    """Records a team as an enterprise; returns its id."""
    members, agreement = agreed_members(answer)
    told = product.registry.form(opportunity, members, name or None, day, agreement)
    product.record(told, FORMING)
    return told.id
