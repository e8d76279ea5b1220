"""What a team must be like, as options of a command."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import wraps
from typing import Any

import click

from kg.model import Need
from kg.query.team.answer import TeamRequest
from kg.query.team.check import MOST_MONTHS, MOST_SCORE
from kg.query.team.solve import SECONDS
from kg.query.team.standing import Reach

MOST_MEMBERS = 100
APART, TOGETHER = "apart", "together"
MOST_SECONDS = 3_600
MOST_ALTERNATIVES = 100
PERCENT = click.FloatRange(0, 100)

OPTIONS = (
    click.option("--region", help="Only members seated there: a NUTS or ITL code, or a name."),
    click.option(
        "--pool",
        type=click.Choice(["members", "clusters", "all"]),
        default="all",
        show_default=True,
        help="Who may be in: members of the cluster, of any cluster, or outsiders too.",
    ),
    click.option(
        "--cluster",
        metavar="ID",
        help="The cluster whose members they are.  [default: any cluster]",
    ),
    click.option(
        "--min-assessment",
        type=click.IntRange(0, MOST_SCORE),
        metavar="SCORE",
        help="The least score in finance, in capability and in ethics, 0 to 100.",
    ),
    click.option(
        "--assessed-within",
        type=click.IntRange(1, MOST_MONTHS),
        metavar="MONTHS",
        help="How young these assessments must be.",
    ),
    click.option(
        "--near",
        metavar="PLACE",
        help="Who is near is preferred: a town, a region, or the id of an organisation.",
    ),
    click.option(
        "--max-members",
        type=click.IntRange(1, MOST_MEMBERS),
        help="The largest team.  [default: as many as are worth it]",
    ),
    click.option(
        "--local", multiple=True, metavar="REGION", help="A region whose members are preferred."
    ),
    click.option(
        "--min-local",
        type=PERCENT,
        metavar="PERCENT",
        help="The least share of the work done there.",
    ),
    click.option(
        "--max-share", type=PERCENT, metavar="PERCENT", help="The most work that one member may do."
    ),
    click.option(
        "--min-robust",
        type=PERCENT,
        metavar="PERCENT",
        help="The least share of the work that those who stay could do, whoever leaves.",
    ),
    click.option("--require", multiple=True, metavar="ORG", help="Who must be a member: an id."),
    click.option("--exclude", multiple=True, metavar="ORG", help="Who may not be a member: an id."),
    click.option(
        "--competitors",
        type=click.Choice([APART, TOGETHER]),
        help="In the field where they compete.  [default: apart under non-disclosure]",
    ),
    click.option(
        "--seconds",
        type=click.FloatRange(0, MOST_SECONDS),
        default=SECONDS,
        show_default=True,
        help="After so long the best team that is known is the answer.",
    ),
    click.option(
        "--alternatives",
        type=click.IntRange(0, MOST_ALTERNATIVES),
        default=3,
        show_default=True,
        help="So many other teams, if there are; this takes up to --seconds once more.",
    ),
    click.option(
        "--differ",
        type=click.IntRange(1, MOST_MEMBERS),
        default=1,
        show_default=True,
        help="So many members of each are in no better team.",
    ),
    click.option(
        "--pareto",
        is_flag=True,
        help="Teams too that trade cost against local work and robustness; this takes up to "
        "--seconds once more.",
    ),
)


@dataclass(frozen=True, slots=True)
class Rules:
    """What the options say; the names are theirs."""

    region: str | None
    pool: Reach
    cluster: str | None
    min_assessment: int | None
    assessed_within: int | None
    near: str | None
    max_members: int | None
    local: tuple[str, ...]
    min_local: float | None
    max_share: float | None
    min_robust: float | None
    require: tuple[str, ...]
    exclude: tuple[str, ...]
    competitors: str | None
    seconds: float
    alternatives: int
    differ: int
    pareto: bool

    def request(self, need: str | Need | None, opportunity: str | None) -> TeamRequest:
        """The request for a team that obeys."""
        return TeamRequest(
            need,
            opportunity,
            region=self.region,
            most_members=self.max_members,
            local=self.local,
            least_local=_share(self.min_local),
            most_share=_share(self.max_share),
            required=self.require,
            excluded=self.exclude,
            apart=None if self.competitors is None else self.competitors == APART,
            seconds=self.seconds,
            alternatives=self.alternatives,
            differ=self.differ,
            pareto=self.pareto,
            least_robust=_share(self.min_robust),
            reach=self.pool,
            cluster=self.cluster,
            least_assessment=self.min_assessment,
            assessed_within=self.assessed_within,
            near=self.near,
        )


def rule_options(command: Callable[..., None]) -> Callable[..., None]:
    """Gives a command the options, and their values as one argument `rules`."""

    @wraps(command)
    def with_rules(**given: Any) -> None:
        rules = Rules(**{field.name: given.pop(field.name) for field in fields(Rules)})
        command(rules=rules, **given)

    for option in reversed(OPTIONS):
        option(with_rules)
    return with_rules


def _share(percent: float | None) -> float | None:
    return None if percent is None else percent / 100
