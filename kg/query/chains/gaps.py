"""Which stages of its chains a region lacks, and who performs them nearest to it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.query.chains.chain import Actor, Chain, Point, Stage
from kg.query.chains.distance import kilometres, middle
from kg.query.chains.measure import REGION_SIGNS, region_of

NEAREST = 3


@dataclass(frozen=True, slots=True)
class Away:
    """A performer outside a region, with its distance from the middle of the region's own.

    The distance in km is None where a place is not known.
    """

    actor: Actor
    km: float | None


@dataclass(frozen=True, slots=True)
class Gap:
    """A stage that nobody in a region performs: who there could, and who does elsewhere."""

    stage: Stage
    able: tuple[Actor, ...]
    elsewhere: tuple[Away, ...]

    @property
    def is_missing(self) -> bool:
        """Whether nobody in the region even could perform it."""
        return not self.able


@dataclass(frozen=True, slots=True)
class RegionGaps:
    """What a region lacks of a chain of which it performs `performed` stages of `stages`."""

    region: str
    chain: Chain
    performed: int
    gaps: tuple[Gap, ...]


def regions_of(chains: Iterable[Chain]) -> list[str]:
    """The NUTS 2 regions in which somebody performs a stage, by code; others are no regions."""
    regions = {region_of(actor) for chain in chains for actor in chain.performers}
    return sorted(region for region in regions if len(region) == REGION_SIGNS)


def find_gaps(chains: Iterable[Chain], region: str) -> list[RegionGaps]:
    """What a region lacks of each chain of which somebody in it performs a stage.

    `region` is a code; who is seated in a region inside it is in it too. The chain of which the
    region performs the largest share comes first.
    """
    found = [_gaps(chain, region) for chain in chains]
    present = [each for each in found if each.performed]
    return sorted(present, key=lambda g: (-g.performed / len(g.chain.stages), g.chain.id))


def _gaps(chain: Chain, region: str) -> RegionGaps:
    own = [actor.point for actor in chain.performers if _is_in(actor, region)]
    centre = middle([point for point in own if point is not None])
    lacking = [
        stage for stage in chain.stages if not any(_is_in(a, region) for a in stage.performers)
    ]
    gaps = tuple(_gap(stage, region, centre) for stage in lacking)
    return RegionGaps(region, chain, len(chain.stages) - len(lacking), gaps)


def _gap(stage: Stage, region: str, centre: Point | None) -> Gap:
    able = tuple(each.actor for each in stage.substitutes if _is_in(each.actor, region))
    return Gap(stage, able, tuple(_nearest(stage.performers, centre)))


def _nearest(actors: Sequence[Actor], centre: Point | None) -> list[Away]:
    away = [Away(actor, kilometres(actor.point, centre)) for actor in actors]
    unknown = float("inf")
    return sorted(away, key=lambda a: (unknown if a.km is None else a.km, a.actor.id))[:NEAREST]


def _is_in(actor: Actor, region: str) -> bool:
    return (actor.region or "").startswith(region)
