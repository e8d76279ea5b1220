"""What regions lack of the chains that they take part in."""

from kg.query.chains.gaps import find_gaps, regions_of
from tests.unit.query.chains.makers import BRNO, actor, chain, stage

HOME, THERE = actor("acme", "UKE32"), actor("bolt", "CZ06", BRNO)
NOWHERE = actor("cask", None, None)


def test_a_stage_that_nobody_in_the_region_performs_is_lacking_with_the_nearest_elsewhere() -> None:
    near = actor("near", "UKD3", (53.4, -2.2))
    found = chain(stage("milling", HOME), stage("coating", THERE, near, NOWHERE))
    [gaps] = find_gaps([found], "UKE3")
    assert gaps.performed == 1
    [gap] = gaps.gaps
    assert (gap.stage.id, gap.is_missing) == ("coating", True)
    assert [away.actor.id for away in gap.elsewhere] == ["near", "bolt", "cask"]
    assert [away.km is None for away in gap.elsewhere] == [False, False, True]


def test_who_in_the_region_could_is_named_and_the_stage_is_not_missing() -> None:
    able = actor("able", "UKE31")
    found = chain(stage("milling", HOME), stage("coating", THERE, could=(able, THERE)))
    [gaps] = find_gaps([found], "UKE3")
    assert [a.id for a in gaps.gaps[0].able] == ["able"]
    assert not gaps.gaps[0].is_missing


def test_a_region_that_performs_nothing_of_a_chain_lacks_nothing_of_it() -> None:
    assert find_gaps([chain(stage("milling", HOME))], "DE21") == []
    assert find_gaps([chain()], "UKE3") == []


def test_the_chain_of_which_most_is_there_comes_first() -> None:
    half = chain(stage("milling", HOME), stage("coating", THERE), name="half")
    whole = chain(stage("baking", HOME), name="whole")
    assert [g.chain.id for g in find_gaps([half, whole], "UKE3")] == ["whole", "half"]


def test_regions_are_those_of_level_two_with_a_performer() -> None:
    chains = [chain(stage("milling", HOME, THERE, NOWHERE, actor("land", "DE", None)))]
    assert regions_of(chains) == ["CZ06", "UKE3"]
