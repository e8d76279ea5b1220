"""Tiny makers of value chains."""

from kg.graph.value_chains import StageRow
from kg.query.chains.chain import Actor, Chain, Point, Stage, Substitute

SHEFFIELD, BRNO = (53.38, -1.47), (49.2, 16.6)


def actor(
    name: str, region: str | None = "UKE3", point: Point | None = SHEFFIELD, owner: str = ""
) -> Actor:
    return Actor(name, name.title(), region, (region or "")[:2] or None, point, owner or name)


def stage(
    name: str,
    *performers: Actor,
    after: tuple[str, ...] = (),
    could: tuple[Actor, ...] = (),
) -> Stage:
    able = tuple(Substitute(each, 0.5) for each in could)
    return Stage(name, name.title(), "", after, (f"{name} work",), performers, able)


def chain(*stages: Stage, name: str = "hoist") -> Chain:
    return Chain(name, name.title(), stages)


def row(id_: str, *after: str, position: int | None = None) -> StageRow:
    return StageRow(id_, "hoist", id_.title(), "", position, after, (), ())
