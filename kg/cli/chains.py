"""kg chains: stages of value chains, what regions lack of them, and what would break."""

import datetime as dt

import click

from kg.cli.session import as_json, print_json, say, services
from kg.query.chains.chain import Actor, Chain, Stage
from kg.query.chains.gaps import Away, RegionGaps, find_gaps, regions_of
from kg.query.chains.measure import (
    combinations,
    concentration,
    region_of,
    separate_routes,
    standing,
)
from kg.query.chains.risk import Loss, Risk, find_risks, find_route
from kg.query.present_chains import chain_json, chains_json, gaps_json, risks_json
from kg.query.region_filter import find_region

MOST_NAMES = 3


@click.group()
def chains() -> None:
    """Examine value chains: who performs which stage, what is missing, what would break."""


@chains.command()
@click.argument("chain", metavar="[CHAIN]", required=False)
@as_json
def show(chain: str | None, as_json: bool) -> None:
    """Show the stages of CHAIN, its id or name, and who performs them; without it, all chains."""
    with services() as product:
        model = product.projection()
        reader, today = product.chain_reader, _today()
        if chain is None:
            found = reader.every(model, today)
            if as_json:
                print_json(chains_json(found, model.revision))
            else:
                _list(found)
            return
        one = reader.one(chain, model, today)
    if as_json:
        print_json(chain_json(one, model.revision))
    else:
        _show(one)


@chains.command()
@click.argument("chain", metavar="[CHAIN]", required=False)
@click.option("--region", help="Only this region: a NUTS or ITL code, or a name.")
@as_json
def gaps(chain: str | None, region: str | None, as_json: bool) -> None:
    """Show which stages regions lack of the chains that they take part in; of CHAIN, or of all."""
    with services() as product:
        model = product.projection()
        reader, today = product.chain_reader, _today()
        found = [reader.one(chain, model, today)] if chain else reader.every(model, today)
        codes = [find_region(model, region)] if region else regions_of(found)
    lacking = [each for code in codes for each in find_gaps(found, code)]
    if as_json:
        print_json(gaps_json(lacking, model.revision))
        return
    for each in lacking:
        _show_gaps(each)
    if not lacking:
        say("nobody there performs a stage of a value chain; kg chains show lists the chains")


@chains.command()
@click.argument("chain", metavar="CHAIN")
@as_json
def risk(chain: str, as_json: bool) -> None:
    """Show what CHAIN, an id or name, loses with each performer, and who could step in."""
    with services() as product:
        model = product.projection()
        one = product.chain_reader.one(chain, model, _today())
    risks = find_risks(one)
    if as_json:
        print_json(risks_json(one, risks, model.revision))
        return
    base = find_route(one)
    click.echo(f"{one.name}: a route of {base.km:,.0f} km; {_routes(one)}")
    for each in risks:
        _show_risk(one, each)
    if not any(each.losses for each in risks):
        say("no stage stops when one performer is lost")


def _today() -> dt.date:
    return dt.datetime.now(dt.UTC).date()


def _list(found: list[Chain]) -> None:
    for chain in found:
        weak = sum(len(stage.performers) < 2 for stage in chain.stages)  # noqa: PLR2004
        click.echo(
            f"{chain.id}  {chain.name}  ({len(chain.stages)} stages, {weak} with fewer than "
            f"two performers)"
        )
    if not found:
        say("no value chain is loaded; next step: kg ingest members with a value_chains.csv")


def _show(chain: Chain) -> None:
    click.echo(f"{chain.name}  {chain.id}  ({_routes(chain)})")
    for place, stage in enumerate(chain.stages, start=1):
        click.echo(f"{place:>2}  {stage.name}: {standing(stage).value}{_concentrated(stage)}")
        for actor in stage.performers:
            click.echo(f"        {_told(actor)}")
        if stage.substitutes:
            names = [_told(each.actor) for each in stage.substitutes[:MOST_NAMES]]
            more = len(stage.substitutes) - len(names)
            click.echo(f"      could: {'; '.join(names)}{f'; {more} more' if more else ''}")


def _concentrated(stage: Stage) -> str:
    owners = concentration(actor.owner for actor in stage.performers)
    regions = concentration(region_of(actor) for actor in stage.performers)
    if owners is None or regions is None:
        return ""
    return f"  (concentration {owners:.2f} of owners, {regions:.2f} of regions)"


def _routes(chain: Chain) -> str:
    apart = separate_routes(chain)
    routes = "1 separate route" if apart == 1 else f"{apart} separate routes"
    return f"{combinations(chain):,} combinations of performers, {routes}"


def _show_gaps(each: RegionGaps) -> None:
    stages = len(each.chain.stages)
    click.echo(f"{each.region}  {each.chain.name}: {each.performed} of {stages} stages")
    for gap in each.gaps:
        told = "nobody there could" if gap.is_missing else f"could: {_names(gap.able)}"
        away = "; ".join(_away(one) for one in gap.elsewhere) or "nobody performs it"
        click.echo(f"        lacks {gap.stage.name}: {told}; elsewhere: {away}")


def _names(actors: tuple[Actor, ...]) -> str:
    return ", ".join(actor.name for actor in actors[:MOST_NAMES])


def _away(away: Away) -> str:
    km = "distance unknown" if away.km is None else f"{away.km:,.0f} km"
    return f"{_told(away.actor)}, {km}"


def _show_risk(chain: Chain, each: Risk) -> None:
    if not each.losses:
        return
    lost = f"{len(each.losses)} of {len(chain.stages)} stages stop"
    click.echo(f"without {_told(each.actor)}  {each.actor.id}: {lost}")
    for loss in each.losses:
        click.echo(f"        {loss.stage.name}: {_replaced(loss)}")
    if each.route.is_whole:
        click.echo(f"        goes on by a route of {each.route.km:,.0f} km")


def _replaced(loss: Loss) -> str:
    if loss.is_final:
        return "nobody else is known who could"
    told = []
    for where, found in (("in the region", loss.within), ("outside", loss.outside)):
        if found:
            names = "; ".join(_told(one.actor) for one in found[:MOST_NAMES])
            told.append(f"{len(found)} {where}: {names}")
    return "could: " + " | ".join(told)


def _told(actor: Actor) -> str:
    return f"{actor.name} ({region_of(actor)})"
