"""kg feedback and /v1/feedback: marked, used by the next answer, and taken back."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.schemas_feedback import Feedback
from tests.e2e.conftest import Kg
from tests.e2e.service import client
from tests.shapes import assert_match, assert_team

NEED = "spark erosion; anodising of aluminium"
LIKE = "hard anodising of aluminium; wire and sink erosion of punches"
FIRST, OTHER = "demo:elspebach-werkzeugbau", "demo:neepsend-erosion"
PROBLEM = "application/problem+json"


@pytest.fixture
def kg(seeded: Kg) -> Iterator[Kg]:
    """The demonstration cluster; what a test marks there is taken back."""
    yield seeded
    for told in seeded("feedback", "list", "--json").json:
        seeded("feedback", "undo", told["id"])


@pytest.fixture
def service(kg: Kg) -> Iterator[TestClient]:
    with client(kg) as found:
        yield found


def match(kg: Kg, need: str = NEED) -> list[dict[str, Any]]:
    answer = kg("match", need, "--limit", 30, "--json")
    assert_match(answer.json)
    return list(answer.json["partners"])


def place(kg: Kg, id_: str, need: str = NEED) -> int:
    return [partner["id"] for partner in match(kg, need)].index(id_)


def test_who_was_unfit_is_last_in_the_need_and_behind_in_its_like_until_it_is_undone(
    kg: Kg,
) -> None:
    before, like = match(kg), match(kg, LIKE)
    assert before[0]["id"] == FIRST
    marked = kg("feedback", "mark", FIRST, "unfit", NEED, "--reason", "capacity", "--by", "Ada")
    assert marked.code == 0, marked.err
    id_ = marked.out.split()[0]
    assert "unfit (capacity)" in marked.out
    assert "anodising of aluminium" in marked.out
    assert match(kg)[-1]["id"] == FIRST
    assert place(kg, FIRST, LIKE) > [p["id"] for p in like].index(FIRST)
    explained = kg("match", NEED, "--limit", 30, "--explain").out
    assert "feedback: unfit (capacity) for this need, by Ada on" in explained
    assert f"id {id_}" in explained
    assert "a need like this one" in kg("match", LIKE, "--limit", 30).out
    assert kg("feedback", "undo", id_).code == 0
    assert (match(kg), match(kg, LIKE)) == (before, like)


def test_a_team_does_without_who_was_unfit_and_says_why_until_it_is_undone(kg: Kg) -> None:
    before = team(kg)
    assert FIRST in ids_of(before)
    marked = kg("feedback", "mark", FIRST, "unfit", NEED, "--reason", "capacity", "--by", "Ada")
    after, id_ = team(kg), marked.out.split()[0]
    assert FIRST not in ids_of(after)
    [heard] = after["feedback"]
    assert (heard["id"], heard["verdict"], heard["isMember"]) == (FIRST, "unfit", False)
    assert heard["reason"].startswith("unfit (capacity) for this need, by Ada on")
    said = kg("team", NEED).out
    assert "(not in the team): unfit (capacity) for this need, by Ada" in said
    assert f"id {id_}" in said
    assert kg("feedback", "undo", id_).code == 0
    assert team(kg) == before


def team(kg: Kg) -> dict[str, Any]:
    answer = kg("team", NEED, "--json").json
    assert_team(answer)
    return dict(answer)


def ids_of(team: dict[str, Any]) -> list[str]:
    return [member["id"] for member in team["members"]]


def test_an_edited_need_is_the_same_need(kg: Kg, tmp_path: Any) -> None:
    file = tmp_path / "need.json"
    file.write_text(kg("need", "parse", NEED, "--json").out, "utf-8")
    assert kg("feedback", "mark", OTHER, "fit", "--need", file).code == 0
    assert place(kg, OTHER) == 0


def test_the_list_tells_who_marked_whom_for_what(kg: Kg) -> None:
    kg("feedback", "mark", FIRST, "asked", NEED, "--by", "Ada")
    kg("feedback", "mark", OTHER, "fit", NEED, "--by", "Ada")
    told = kg("feedback", "list", "--json").json
    assert [each["organisation"] for each in told] == [OTHER, FIRST] or told[0]["decidedAt"] == (
        told[1]["decidedAt"]
    )
    assert all(Feedback.model_validate(each) for each in told)
    [only] = kg("feedback", "list", "--organisation", FIRST, "--json").json
    assert (only["verdict"], only["decidedBy"], only["reason"]) == ("asked", "Ada", None)


def test_what_cannot_be_marked_is_refused(kg: Kg) -> None:
    for arguments, code, words in (
        (("nobody", "fit", NEED), 1, "no organisation 'nobody'"),
        ((FIRST, "unfit", NEED), 2, "no reason is given; next step: name one of work"),
        ((FIRST, "fit", NEED, "--reason", "price"), 2, "leave it out"),
        ((FIRST, "fit", "asdf qwer the of"), 0, "surely means no competency"),
        ((FIRST, "fit"), 2, "give a need"),
    ):
        answer = kg("feedback", "mark", *arguments)
        assert (answer.code, words in answer.err) == (code, True), answer.err
    assert kg("feedback", "undo", "0").code == 1


def test_the_service_takes_feedback_and_takes_it_back(kg: Kg, service: TestClient) -> None:
    body = {"need": NEED, "organisation": OTHER, "verdict": "fit", "by": "Ada"}
    made = service.post("/v1/feedback", json=body)
    assert made.status_code == 201
    assert Feedback.model_validate(made.json())
    found = service.post("/v1/match", json={"need": NEED}).json()["partners"]
    assert found[0]["id"] == OTHER
    assert service.get("/v1/feedback", params={"organisation": OTHER}).json() == [made.json()]
    assert kg("feedback", "list", "--json").json == [made.json()]
    address = f"/v1/feedback/{made.json()['id']}"
    gone = service.delete(address, params={"by": "Bob"})
    assert (gone.status_code, gone.json()["withdrawnBy"]) == (200, "Bob")
    assert service.get("/v1/feedback", params={"organisation": OTHER}).json() == []
    assert service.delete(address, params={"by": "Bob"}).status_code == 404
    assert service.post("/v1/match", json={"need": NEED}).json()["partners"][0]["id"] == FIRST


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"organisation": "nobody"}, 404),
        ({"verdict": "unfit"}, 400),
        ({"verdict": "unfit", "reason": "Ann was rude"}, 400),
        ({"verdict": "superb"}, 422),
        ({"by": " "}, 422),
        ({"by": "a\ud800"}, 422),
        ({"need": ""}, 422),
        ({"note": "Ann said so"}, 422),
    ],
)
def test_what_the_service_cannot_use_is_a_problem(
    service: TestClient, change: dict[str, str], status: int
) -> None:
    body = {"need": NEED, "organisation": OTHER, "verdict": "fit", "by": "Ada", **change}
    # As ASCII: half a character can be written in JSON, and not in UTF-8.
    headers = {"content-type": "application/json"}
    answer = service.post("/v1/feedback", content=json.dumps(body), headers=headers)
    assert (answer.status_code, answer.headers["content-type"]) == (status, PROBLEM)
    assert "next step" in answer.json()["detail"] or "try" in answer.json()["detail"]
    assert service.get("/v1/feedback", params={"organisation": OTHER}).json() == []


def test_a_form_of_another_page_cannot_give_feedback(service: TestClient) -> None:
    body = json.dumps({"need": NEED, "organisation": OTHER, "verdict": "fit", "by": "Ada"})
    answer = service.post("/v1/feedback", content=body, headers={"content-type": "text/plain"})
    assert answer.status_code == 422


def test_the_page_shows_feedback_beside_the_partner(kg: Kg, service: TestClient) -> None:
    kg("feedback", "mark", FIRST, "unfit", NEED, "--reason", "time", "--by", "Ada")
    page = service.post("/", data={"need": NEED}).text
    assert "unfit (time) for this need, by Ada" in page
