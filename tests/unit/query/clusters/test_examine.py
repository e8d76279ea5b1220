"""What is found of a group, and what it lacks."""

from typing import Any

from kg.graph.value_chains import StageRow
from kg.query.clusters.compare import compare
from kg.query.clusters.examine import Examination, Supporter, examine_group
from kg.query.clusters.missing import find_missing, find_similar
from kg.query.clusters.scene import Group, Scene
from kg.query.clusters.settings import cluster_settings
from tests.unit.query.clusters.makers import BRNO, graph, group, scene

ALIKE: dict[str, Any] = {"trades": [0] * 9}


def examined(given: Scene, one: Group) -> Examination:
    return examine_group(given, one, cluster_settings())


def stage(id_: str, *performers: str, position: int = 1) -> StageRow:
    return StageRow(id_, "hoist", id_.title(), "", position, (), (), performers)


def test_a_group_on_two_drivers_is_a_cluster_and_says_on_which() -> None:
    one = group("a", 0, 1, 2)
    found = examined(scene(graph(3, trades=[0, 0, 0])), one)
    assert found.is_cluster
    assert found.verdict == "a cluster: it networks on geography and sector"


def test_a_group_on_one_driver_is_refused_with_what_is_needed() -> None:
    found = examined(scene(graph(3, trades=[0, 1, 2])), group("a", 0, 1, 2))
    assert not found.is_cluster
    assert found.verdict == (
        "no cluster: it networks on geography only; 2 drivers of at least 0.4 are needed"
    )


def test_a_group_of_nobody_or_one_is_refused_by_its_size() -> None:
    given = scene(graph(3, trades=[0] * 3))
    assert examined(given, group("a")).verdict.startswith("no cluster: it has no member")
    one = examined(given, group("a", 0, 1, core=[0]))
    assert one.verdict == "no cluster: it has one member besides who supports it"


def test_who_supports_at_least_two_is_support_and_members_who_support_nobody_are_told() -> None:
    given = graph(5, typed={"SUPPORTS": [(2, 0), (2, 1), (3, 0)]}, supporting=[2, 3, 4])
    found = examined(scene(given), group("a", 0, 1, 4, core=[0, 1])).supporters
    assert found == (Supporter(2, 2, is_member=False), Supporter(4, 0, is_member=True))


def test_overlap_is_told_with_other_declared_groups() -> None:
    one, other = group("a", 0, 1, 2), group("b", 2, 3)
    [found] = examined(scene(graph(), one, other), one).overlaps
    assert (found.id, found.shared, found.share) == ("b", 1, 0.25)


def test_a_chain_of_which_half_is_performed_is_the_clusters_own() -> None:
    one = group("a", 0, 1, 2)
    stages = [stage("frame", "o0"), stage("paint", "o5", position=2)]
    given = scene(graph(trades=[0] * 6), one, stages=stages)
    missing, similar = find_missing(given, examined(given, one), [])
    assert [(m.kind, m.name, m.reason) for m in missing] == [
        ("stage", "Paint", "of Hoist; performed by o5")
    ]
    assert similar == ()


def test_what_most_similar_clusters_do_is_missing() -> None:
    one, two, three = (
        group("a", 0, 1, 2),
        group("b", 3, 4, 5, activities=("learning", "lobbying")),
        group("c", 6, 7, 8, activities=("learning",)),
    )
    given = scene(graph(9, **ALIKE), one, two, three)
    others = [examined(given, each) for each in (one, two, three)]
    missing, similar = find_missing(given, others[0], others)
    assert [s.id for s in similar] == ["b", "c"]
    assert [(m.kind, m.name) for m in missing] == [("activity", "learning")]


def test_a_group_that_is_no_cluster_lacks_nothing() -> None:
    one = group("a", 0, 1, 2)
    given = scene(graph(trades=[0, 1, 2]), one)
    assert find_missing(given, examined(given, one), []) == ((), ())


def test_clusters_of_the_same_type_are_similar_first_then_by_drivers() -> None:
    typed = {"SUPPLIES": [(0, 1), (6, 7)], "SUPPORTS": [(3, 4)]}
    given = graph(9, **ALIKE, points={6: BRNO, 7: BRNO, 8: BRNO}, typed=typed)
    groups = [group("a", 0, 1, 2), group("b", 3, 4, 5), group("c", 6, 7, 8)]
    found = [examined(scene(given), each) for each in groups]
    assert found[2].is_cluster
    assert [s.id for s in find_similar(found[0], found)] == ["c", "b"]


def test_comparison_tells_what_is_shared_and_what_joins_the_rest() -> None:
    given = graph(typed={"SUPPLIES": [(0, 3), (1, 2), (0, 1)]})
    one = group("a", 0, 1, 2, activities=("learning",))
    other = group("b", 2, 3, activities=("lobbying",))
    of = scene(given, one, other)
    found = compare(given, examined(of, one), examined(of, other))
    assert (found.shared.tolist(), found.share) == ([2], 0.25)
    assert found.ties == {"SUPPLIES": 1}
    assert (found.only_one_does, found.only_other_does) == (("learning",), ("lobbying",))
