"""Who belongs to the same ownership group."""

from itertools import permutations

from kg.query.team.ownership import ownership_groups


def test_a_group_bears_the_id_of_its_first_member() -> None:
    assert ownership_groups([("mother", "daughter")]) == {
        "mother": "daughter",
        "daughter": "daughter",
    }


def test_a_chain_of_owners_is_one_group_in_whatever_order_it_is_read() -> None:
    chain = [("a", "b"), ("b", "c"), ("d", "c"), ("x", "y")]
    for order in permutations(chain):
        groups = ownership_groups(order)
        assert {groups[id_] for id_ in "abcd"} == {"a"}
        assert {groups[id_] for id_ in "xy"} == {"x"}


def test_owners_in_a_circle_are_one_group() -> None:
    assert set(ownership_groups([("a", "b"), ("b", "a")]).values()) == {"a"}
