"""A team in a file is asked for again as it was, and refused where it cannot be used."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import InputError
from kg.query.need_file import Known
from kg.query.present import need_json
from kg.query.present_team import team_json
from kg.query.team.answer import TeamRequest
from kg.query.team.document import load_team, request_json
from tests.factories import FakeCatalogue, capability, firm
from tests.unit.query.team.fakes import form

KNOWN = Known(lambda _: None, lambda _: None, lambda _: None, lambda texts: [() for _ in texts])
TEXTS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=9).filter(str.strip)
IDS = st.lists(TEXTS, max_size=3).map(tuple)
REQUESTS = st.builds(
    TeamRequest,
    need=st.none(),
    opportunity=TEXTS,
    region=st.none() | TEXTS,
    most_members=st.none() | st.integers(1, 100),
    local=IDS,
    least_local=st.none() | st.floats(0, 1),
    most_share=st.none() | st.floats(0, 1),
    required=IDS,
    excluded=IDS,
    apart=st.none() | st.booleans(),
    seconds=st.floats(0, 60),
    alternatives=st.integers(0, 9),
    differ=st.integers(1, 9),
    least_robust=st.none() | st.floats(0, 1),
    pareto=st.booleans(),
)


def document(**parts: Any) -> str:
    whole = {"request": {"opportunity": "o1"}, "need": {}, "members": [{"id": "a"}], "revision": 3}
    return json.dumps(whole | parts)


@given(REQUESTS)
def test_a_request_is_read_as_it_was_written(request: TeamRequest) -> None:
    found = load_team(document(request=request_json(request)), KNOWN)
    assert (found.request, found.members, found.revision) == (request, ("a",), 3)


def test_a_team_for_a_need_is_asked_for_again_by_the_need_as_it_was_understood() -> None:
    catalogue = FakeCatalogue([firm("Acme")], [capability("Acme", "milling of titanium")])
    answer = form(TeamRequest("milling of titanium"), catalogue)
    found = load_team(json.dumps(team_json(answer)), KNOWN)
    assert need_json(found.request.need)["requirements"] == need_json(answer.need)["requirements"]
    assert found.members == tuple(member.organisation.id for member in answer.members)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "no JSON"),
        ("[]", "a JSON object"),
        ("{}", "'request' is missing"),
        (document(request=[]), "no object"),
        (document(request={"oportunity": "o1"}), "no key 'oportunity'"),
        (document(request={"opportunity": 7}), "request.opportunity: 7 is no text"),
        (document(request={}), "'requirements' is missing"),
        (document(members="a"), "no list"),
        (document(members=["a"]), "members[0]: a member is an object"),
        (document(members=[{}]), "members[0].id: null is no text"),
        (document(revision="x"), "revision"),
    ],
)
def test_what_is_no_team_is_refused_with_what_is_wrong(text: str, told: str) -> None:
    with pytest.raises(InputError) as raised:
        load_team(text, KNOWN)
    assert told in str(raised.value)
