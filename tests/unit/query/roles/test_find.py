"""Roles of regions, organisations and firms, and what a change would do."""

from typing import Any

import pytest

from kg.errors import NotFoundError, UsageError
from kg.query.links.question import LinkQuestion
from kg.query.roles.find import RoleFinder, RoleQuestion
from kg.query.roles.present import roles_json
from tests.factories import firm
from tests.networks import network, tie

# South Yorkshire joins two regions that have nothing to do with one another.
FIRMS = [
    firm("Hub", region="UKE3"),
    firm("East", region="DE21"),
    firm("West", region="PL22"),
    firm("Alone", region="CZ06"),
    firm("Uni", region="PL22", kind="ResearchOrganisation"),
]
FULL = network(
    FIRMS,
    {"SUPPLIES": [tie("Hub", "East"), tie("East", "Hub"), tie("Hub", "West")]},
    {"PARTNERED_IN": {"p": ["West", "Uni"]}},
)


def roles(**question: Any) -> dict[str, Any]:
    said: list[str] = []
    asked = RoleQuestion(LinkQuestion(), **question)
    return roles_json(RoleFinder(lambda: FULL, said.append).find(asked), 10)


def test_who_joins_others_comes_first() -> None:
    answer = roles()
    assert [role["id"] for role in answer["roles"]] == ["UKE3", "CZ06", "DE21", "PL22"]
    hub, alone = answer["roles"][:2]
    assert (hub["partners"], hub["betweenness"], hub["position"]) == (2, 0.333333, "core")
    assert (alone["partners"], alone["constraint"]) == (0, None)
    assert (answer["cohesion"]["components"], answer["cohesion"]["isolated"]) == (2, 1)


def test_organisations_have_roles_with_projects_too_and_firms_without_others() -> None:
    assert {role["id"] for role in roles(nodes="organisations")["roles"]} == {
        "hub", "east", "west", "uni",
    }  # fmt: skip
    assert {role["id"] for role in roles(nodes="firms")["roles"]} == {"hub", "east", "west"}


def test_two_are_linked_from_so_many_links_on() -> None:
    assert roles(least=2)["cohesion"]["linkedPairs"] == 1


def test_who_is_cut_off_when_a_bridge_leaves_is_told() -> None:
    effect = roles(without=("hub",))["whatIf"]
    assert effect["cutOff"] == ["DE21", "PL22", "UKE3"]
    assert effect["changes"] == [
        {"id": "UKE3", "name": "Region UKE3", "before": 0.333333, "after": 0.0}
    ]


def test_a_link_more_takes_from_whoever_was_between() -> None:
    effect = roles(added=(("DE21", "PL22"),))["whatIf"]
    assert effect["changes"][0]["after"] == 0
    assert effect["cohesion"]["linkedPairs"] == 3
    assert roles(added=(("DE21", "UKE3"),))["whatIf"]["changes"] == []


@pytest.mark.parametrize(
    ("question", "error", "words"),
    [
        ({"without": ("nobody",)}, NotFoundError, "kg firm find"),
        ({"nodes": "firms", "without": ("uni",)}, UsageError, "no firm"),
        ({"nodes": "firms", "added": (("hub", "uni"),)}, NotFoundError, "is not among"),
        ({"added": (("UKE3", "uke3"),)}, UsageError, "to itself"),
    ],
)
def test_a_change_that_cannot_be_is_one_sentence(
    question: dict[str, Any], error: type[Exception], words: str
) -> None:
    with pytest.raises(error, match=words):
        roles(**question)
