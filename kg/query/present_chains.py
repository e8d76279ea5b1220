"""Value chains, their gaps and risks as JSON: the same for the command line and the service."""

from collections.abc import Sequence

from kg.query.chains.chain import Actor, Chain, Stage, Substitute
from kg.query.chains.gaps import Gap, RegionGaps
from kg.query.chains.measure import (
    combinations,
    concentration,
    region_of,
    separate_routes,
    standing,
)
from kg.query.chains.risk import Loss, Risk, Route, find_route
from kg.query.present import Json


def chain_json(chain: Chain, revision: int) -> Json:
    """A chain with its stages in order, and how firmly each stands."""
    return {
        "id": chain.id,
        "name": chain.name,
        "stages": [_stage(stage) for stage in chain.stages],
        "combinations": combinations(chain),
        "separateRoutes": separate_routes(chain),
        "revision": revision,
    }


def chains_json(chains: Sequence[Chain], revision: int) -> Json:
    """All chains in short."""
    return {
        "chains": [
            {
                "id": chain.id,
                "name": chain.name,
                "stages": len(chain.stages),
                "performers": len(chain.performers),
                "standings": {
                    kind: sum(standing(stage).name.lower() == kind for stage in chain.stages)
                    for kind in ("missing", "unperformed", "single_point")
                },
            }
            for chain in chains
        ],
        "revision": revision,
    }


def gaps_json(gaps: Sequence[RegionGaps], revision: int) -> Json:
    """What regions lack of the chains that they take part in."""
    return {
        "gaps": [
            {
                "region": each.region,
                "chain": {"id": each.chain.id, "name": each.chain.name},
                "performed": each.performed,
                "stages": len(each.chain.stages),
                "lacks": [_gap(gap) for gap in each.gaps],
            }
            for each in gaps
        ],
        "revision": revision,
    }


def risks_json(chain: Chain, risks: Sequence[Risk], revision: int) -> Json:
    """What a chain loses with each performer, and by which route it goes on."""
    return {
        "id": chain.id,
        "name": chain.name,
        "route": _route(chain, find_route(chain)),
        "risks": [
            {
                **_actor(risk.actor),
                "performs": risk.performs,
                "losses": [_loss(loss) for loss in risk.losses],
                "route": _route(chain, risk.route),
            }
            for risk in risks
        ],
        "revision": revision,
    }


def _stage(stage: Stage) -> Json:
    kind = standing(stage)
    return {
        "id": stage.id,
        "name": stage.name,
        "description": stage.description,
        "after": list(stage.after),
        "competencies": list(stage.competencies),
        "performers": [_actor(actor) for actor in stage.performers],
        "substitutes": [_substitute(each) for each in stage.substitutes],
        "standing": kind.name.lower(),
        "reason": kind.value,
        "concentration": {
            "owners": concentration(actor.owner for actor in stage.performers),
            "regions": concentration(region_of(actor) for actor in stage.performers),
        },
    }


def _gap(gap: Gap) -> Json:
    return {
        "stage": gap.stage.id,
        "name": gap.stage.name,
        "missing": gap.is_missing,
        "able": [_actor(actor) for actor in gap.able],
        "elsewhere": [{**_actor(away.actor), "km": _km(away.km)} for away in gap.elsewhere],
    }


def _loss(loss: Loss) -> Json:
    return {
        "stage": loss.stage.id,
        "name": loss.stage.name,
        "final": loss.is_final,
        "within": [_substitute(each) for each in loss.within],
        "outside": [_substitute(each) for each in loss.outside],
    }


def _route(chain: Chain, route: Route) -> Json:
    return {
        "whole": route.is_whole,
        "km": _km(route.km),
        "stages": [
            {"stage": stage.id, "organisation": actor.id if actor else None}
            for stage, actor in zip(chain.stages, route.actors, strict=True)
        ],
    }


def _substitute(each: Substitute) -> Json:
    return {**_actor(each.actor), "quality": each.quality}


def _actor(actor: Actor) -> Json:
    return {"id": actor.id, "name": actor.name, "region": actor.region, "country": actor.country}


def _km(km: float | None) -> float | None:
    return None if km is None else round(km, 1)
