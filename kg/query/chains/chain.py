"""A value chain as it is examined: its stages in order, who performs them, who else could."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.graph.value_chains import StageRow

LAST = 1_000_000
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Actor:
    """An organisation with its seat: a region's code, a point in degrees.

    `owner` names those who are controlled by the same hand; alone it is the organisation's id.
    """

    id: str
    name: str
    region: str | None
    country: str | None
    point: Point | None
    owner: str


@dataclass(frozen=True, slots=True)
class Substitute:
    """One that holds a competency of a stage and does not perform it; `quality` is in 0..1."""

    actor: Actor
    quality: float


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage: `after` are ids of the stages right before, `competencies` are names.

    Any one of the competencies is enough. Substitutes come best first.
    """

    id: str
    name: str
    description: str
    after: tuple[str, ...]
    competencies: tuple[str, ...]
    performers: tuple[Actor, ...]
    substitutes: tuple[Substitute, ...]


@dataclass(frozen=True, slots=True)
class Chain:
    """A value chain with its stages, each behind those that it comes after."""

    id: str
    name: str
    stages: tuple[Stage, ...]

    @property
    def performers(self) -> tuple[Actor, ...]:
        """All who perform a stage, each once, by id."""
        found = {actor.id: actor for stage in self.stages for actor in stage.performers}
        return tuple(found[id_] for id_ in sorted(found))

    def neighbours(self) -> Iterator[tuple[int, int]]:
        """Pairs of places of stages of which the second comes right after the first."""
        place = {stage.id: number for number, stage in enumerate(self.stages)}
        for number, stage in enumerate(self.stages):
            yield from ((place[id_], number) for id_ in stage.after if id_ in place)


def in_order(rows: Sequence[StageRow]) -> list[StageRow]:
    """Each stage behind those that it comes after, else by position and id.

    Stages that wait for one another come by position, as nothing else can be said of them.
    """
    waiting = sorted(rows, key=_position)
    known, ordered = {row.id for row in rows}, list[StageRow]()
    while waiting:
        done = {row.id for row in ordered}
        ready = (row for row in waiting if not (known & {*row.after}) - done - {row.id})
        following = next(ready, waiting[0])
        waiting.remove(following)
        ordered.append(following)
    return ordered


def _position(row: StageRow) -> tuple[int, str]:
    return row.position or LAST, row.id
