"""What a chain loses with each performer, who could step in, and by which route it goes on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.query.chains.chain import Actor, Chain, Stage, Substitute
from kg.query.chains.distance import kilometres
from kg.query.chains.measure import region_of

# A way between seats of which one is not known counts as long as across the continent, so that
# a known one comes first.
UNKNOWN_KM = 3_000.0
# Rounds in which each stage may change its performer; routes of a few stages settle in two.
MOST_ROUNDS = 20


@dataclass(frozen=True, slots=True)
class Route:
    """One organisation for each stage, in order; None where nobody is known.

    `km` is the way between the seats of neighbouring stages, of those that are known; `is_whole`
    says whether every stage has somebody.
    """

    actors: tuple[Actor | None, ...]
    km: float

    @property
    def is_whole(self) -> bool:
        """Whether every stage has somebody."""
        return None not in self.actors


@dataclass(frozen=True, slots=True)
class Loss:
    """A stage that nobody performs any more, with those who could, best first.

    `within` are seated in the region of who is lost, `outside` are all others.
    """

    stage: Stage
    within: tuple[Substitute, ...]
    outside: tuple[Substitute, ...]

    @property
    def is_final(self) -> bool:
        """Whether nobody could step in."""
        return not (self.within or self.outside)


@dataclass(frozen=True, slots=True)
class Risk:
    """What is lost with a performer and all under its owner: stages, and the route after it."""

    actor: Actor
    performs: int
    losses: tuple[Loss, ...]
    route: Route

    @property
    def final(self) -> int:
        """How many stages would be lost for good."""
        return sum(loss.is_final for loss in self.losses)


def find_risks(chain: Chain) -> list[Risk]:
    """What each performer's loss would cost, those first with whom most would be lost for good."""
    risks = [_risk(chain, actor) for actor in chain.performers]
    return sorted(risks, key=lambda r: (-r.final, -len(r.losses), -r.performs, r.actor.id))


def find_route(chain: Chain, without: str | None = None) -> Route:
    """A short route through a chain: performers, and who could where nobody performs a stage.

    Nobody of the owner `without` is on it. It begins with the first of each stage and is made
    shorter stage by stage until no single change helps, so it need not be the shortest.
    """
    choices = [_choices(stage, without) for stage in chain.stages]
    route = [options[0] if options else None for options in choices]
    near = _near(chain)
    for _ in range(MOST_ROUNDS):
        before = list(route)
        for place, options in enumerate(choices):
            if options:
                around = [route[other] for other in near[place]]
                route[place] = min(options, key=lambda a: (_way(a, around), a.id))
        if route == before:
            break
    pairs = [(route[one], route[other]) for one, other in chain.neighbours()]
    known = (kilometres(a.point, b.point) for a, b in pairs if a is not None and b is not None)
    return Route(tuple(route), sum(km for km in known if km is not None))


def _risk(chain: Chain, actor: Actor) -> Risk:
    losses = [
        _loss(stage, actor)
        for stage in chain.stages
        if stage.performers and all(a.owner == actor.owner for a in stage.performers)
    ]
    performs = sum(actor in stage.performers for stage in chain.stages)
    return Risk(actor, performs, tuple(losses), find_route(chain, actor.owner))


def _loss(stage: Stage, actor: Actor) -> Loss:
    others = [each for each in stage.substitutes if each.actor.owner != actor.owner]
    home = region_of(actor)
    return Loss(
        stage,
        tuple(each for each in others if region_of(each.actor) == home),
        tuple(each for each in others if region_of(each.actor) != home),
    )


def _choices(stage: Stage, without: str | None) -> Sequence[Actor]:
    performers = [actor for actor in stage.performers if actor.owner != without]
    able = [each.actor for each in stage.substitutes if each.actor.owner != without]
    return performers or able


def _near(chain: Chain) -> list[list[int]]:
    """For each stage the places of those right before and after it."""
    near: list[list[int]] = [[] for _ in chain.stages]
    for one, other in chain.neighbours():
        near[one].append(other)
        near[other].append(one)
    return near


def _way(actor: Actor, around: Iterable[Actor | None]) -> float:
    ways = (kilometres(actor.point, other.point) for other in around if other is not None)
    return sum(UNKNOWN_KM if km is None else km for km in ways)
