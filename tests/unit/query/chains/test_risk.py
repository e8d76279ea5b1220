"""What a chain loses with a performer, and how it goes on."""

from hypothesis import given
from hypothesis import strategies as st

from kg.query.chains.chain import Actor, Chain
from kg.query.chains.risk import find_risks, find_route
from tests.unit.query.chains.makers import BRNO, actor, chain, stage

ACME, BOLT = actor("acme"), actor("bolt")
FAR = actor("far", "CZ06", BRNO)


def test_a_stage_of_one_performer_is_lost_with_it_and_told_with_who_could() -> None:
    found = chain(stage("milling", ACME, could=(FAR, BOLT)), stage("coating", ACME, BOLT))
    risk = find_risks(found)[0]
    assert (risk.actor, risk.performs) == (ACME, 2)
    [loss] = risk.losses
    assert [s.actor.id for s in loss.within] == ["bolt"]
    assert [s.actor.id for s in loss.outside] == ["far"]
    assert not loss.is_final
    assert None not in risk.route.actors


def test_a_loss_that_nobody_can_replace_comes_first() -> None:
    found = chain(stage("milling", ACME, could=(FAR,)), stage("coating", BOLT))
    assert [(r.actor.id, r.final) for r in find_risks(found)] == [("bolt", 1), ("acme", 0)]
    assert not find_risks(found)[0].route.is_whole


def test_who_is_under_the_same_owner_falls_too() -> None:
    sister = actor("sister", owner="acme")
    risk = find_risks(chain(stage("milling", ACME, sister, could=(sister,))))[0]
    assert risk.final == 1


def test_a_route_takes_the_nearest_of_neighbouring_stages() -> None:
    found = chain(stage("milling", FAR, ACME), stage("coating", BOLT, after=("milling",)))
    route = find_route(found)
    assert [a.id for a in route.actors if a] == ["acme", "bolt"]
    assert route.km == 0.0


def test_of_places_that_are_not_known_no_way_is_counted() -> None:
    nowhere = actor("nowhere", None, None)
    found = chain(stage("milling", nowhere), stage("coating", BOLT, after=("milling",)))
    assert find_route(found).km == 0.0
    assert find_route(chain()).is_whole


ACTORS = st.lists(st.sampled_from([ACME, BOLT, FAR, actor("x", None, None)]), unique=True)
STAGES = st.lists(st.tuples(ACTORS, ACTORS), max_size=5)


@given(STAGES)
def test_a_route_has_somebody_wherever_somebody_is_left(
    stages: list[tuple[list[Actor], list[Actor]]],
) -> None:
    built = (
        stage(f"s{n}", *performers, could=tuple(could), after=(f"s{n - 1}",))
        for n, (performers, could) in enumerate(stages)
    )
    found = Chain("c", "C", tuple(built))
    route = find_route(found, without="acme")
    for (performers, could), chosen in zip(stages, route.actors, strict=True):
        left = [a for a in (*performers, *could) if a.owner != "acme"]
        assert (chosen in left) if left else (chosen is None)
    assert route == find_route(found, without="acme")
