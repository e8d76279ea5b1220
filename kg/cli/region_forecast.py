"""kg regions forecast: which regions are likely to work together next."""

import click

from kg.cli.session import as_json, print_json, say, services
from kg.query.potential.likely import ForecastQuestion, forecast_json, likely_pairs

MOST = 10_000


@click.command()
@click.option(
    "--level",
    type=click.IntRange(0, 3),
    default=2,
    show_default=True,
    help="NUTS level; 0 are countries.",
)
@click.option("--region", metavar="CODE", help="Only pairs with this region.")
@click.option("--new", is_flag=True, help="Only pairs without a joint project so far.")
@click.option(
    "--limit",
    type=click.IntRange(1, MOST),
    default=20,
    show_default=True,
    help="How many pairs.",
)
@as_json
def forecast(*, level: int, region: str | None, new: bool, limit: int, as_json: bool) -> None:
    """List the pairs of regions that are likeliest to work together next, from joint projects.

    The score ranks; it is no probability.
    """
    question = ForecastQuestion(level, region, new, limit)
    with services() as product:
        answer = likely_pairs(question, product.network())
    if as_json:
        print_json(forecast_json(answer))
        return
    for pair in answer.pairs:
        parts = ", ".join(f"{name} {value:.2f}" for name, value in pair.parts.items() if value)
        click.echo(
            f"{pair.score:>8.2f}  {pair.first} - {pair.second}  "
            f"({pair.joint:,} joint projects; {parts})"
        )
    say(f"from {answer.projects:,} projects")
    if not answer.pairs:
        say("no two regions took part in projects; load some with kg ingest cordis")
    if answer.unplaced:
        say(
            f"{answer.unplaced:,} organisations that took part are not counted: their region is "
            f"not known at level {level}"
        )
