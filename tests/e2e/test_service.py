"""The service: the same answers as the command line, and errors that say what to do."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api import (
    schemas,
    schemas_chains,
    schemas_clusters,
    schemas_complements,
    schemas_regions,
    schemas_roles,
    schemas_team,
)
from api.app import create_app
from api.deps import Product
from kg.settings import Settings
from kg.wiring import Services
from tests.e2e.conftest import Kg
from tests.e2e.service import client

NEED = "spark erosion of small mould inserts"
JSON, PROBLEM = "application/json", "application/problem+json"


@pytest.fixture(scope="module")
def service(seeded: Kg) -> Iterator[TestClient]:
    with client(seeded) as found:
        yield found


def test_a_match_equals_that_of_the_command_line(seeded: Kg, service: TestClient) -> None:
    answer = service.post("/v1/match", json={"need": NEED, "limit": 3, "region": "DEA5"})
    assert answer.status_code == 200
    told = seeded("match", NEED, "--limit", 3, "--region", "DEA5", "--json").json
    assert answer.json() == told
    assert schemas.Match.model_validate(told)


def test_named_partners_count_as_on_the_command_line(seeded: Kg, service: TestClient) -> None:
    partner = "demo:striegis-automation"
    answer = service.post("/v1/match", json={"need": NEED, "limit": 2, "partners": [partner]})
    told = seeded("match", NEED, "--limit", 2, "--with", partner, "--json").json
    assert answer.json() == told


def test_a_team_equals_that_of_the_command_line(seeded: Kg, service: TestClient) -> None:
    need = f"{NEED}; anodising of aluminium"
    answer = service.post("/v1/teams", json={"need": need, "maxMembers": 3})
    assert answer.status_code == 200
    assert answer.json() == seeded("team", need, "--max-members", 3, "--json").json
    assert schemas_team.Team.model_validate(answer.json())


def test_a_team_for_an_opportunity_equals_that_of_the_command_line(
    seeded: Kg, service: TestClient
) -> None:
    answer = service.post("/v1/teams", json={"opportunity": "demo:o4"})
    assert answer.json() == seeded("team", "--opportunity", "demo:o4", "--json").json


def test_a_firm_equals_that_of_the_command_line(seeded: Kg, service: TestClient) -> None:
    answer = service.get("/v1/firms/demo:hallam-five-axis").json()
    assert answer == seeded("firm", "show", "demo:hallam-five-axis", "--json").json
    assert schemas.Firm.model_validate(answer)


def test_complements_equal_those_of_the_command_line(seeded: Kg, service: TestClient) -> None:
    firm, asked = "demo:loxley-patient-handling", {"for": "demo:o1", "region": "PL51", "limit": 3}
    answer = service.get(f"/v1/firms/{firm}/complements", params=asked)
    assert answer.status_code == 200
    told = seeded(
        "complements", firm, "--for", "demo:o1", "--region", "PL51", "--limit", 3, "--json"
    )
    assert answer.json() == told.json
    assert schemas_complements.Complements.model_validate(told.json)


def test_who_completes_nobody_is_a_problem(service: TestClient) -> None:
    answer = service.get("/v1/firms/demo:nobody/complements")
    assert (answer.status_code, answer.headers["content-type"]) == (404, PROBLEM)
    assert "kg firm find" in answer.json()["detail"]


def test_region_links_equal_those_of_the_command_line(seeded: Kg, service: TestClient) -> None:
    answer = service.get("/v1/regions/links", params={"limit": 5, "level": 2}).json()
    assert answer == seeded("regions", "links", "--limit", 5, "--level", 2, "--json").json


def test_a_pair_of_regions_equals_that_of_the_command_line(seeded: Kg, service: TestClient) -> None:
    answer = service.get("/v1/regions/pairs/CZ08/PL22", params={"limit": 3}).json()
    assert answer == seeded("regions", "pair", "CZ08", "PL22", "--limit", 3, "--json").json
    assert schemas_regions.RegionPair.model_validate(answer)
    page = service.get("/regions/pairs/CZ08/PL22")
    assert page.status_code == 200
    assert answer["carriers"][0]["name"] in page.text
    assert service.get("/v1/regions/pairs/CZ08/XX99").status_code == 404
    assert "/regions/pairs/CZ08/PL22" in service.get("/regions").text


def test_roles_equal_those_of_the_command_line(seeded: Kg, service: TestClient) -> None:
    asked = {"of": "firms", "limit": 3, "without": "demo:hallam-five-axis"}
    answer = service.get("/v1/regions/roles", params=asked).json()
    options = "--of", "firms", "--limit", 3, "--without", "demo:hallam-five-axis"
    assert answer == seeded("regions", "roles", *options, "--json").json
    assert schemas_roles.RegionRoles.model_validate(answer)


def test_chains_equal_those_of_the_command_line(seeded: Kg, service: TestClient) -> None:
    every = service.get("/v1/chains").json()
    assert every == seeded("chains", "show", "--json").json
    assert schemas_chains.Chains.model_validate(every)
    one = service.get("/v1/chains/demo:lateral-flow-test").json()
    assert one == seeded("chains", "show", "demo:lateral-flow-test", "--json").json
    assert schemas_chains.Chain.model_validate(one)
    assert service.get("/v1/chains/none").status_code == 404


def test_clusters_equal_those_of_the_command_line(seeded: Kg, service: TestClient) -> None:
    every = service.get("/v1/clusters").json()
    assert every == seeded("clusters", "find", "--json").json
    assert schemas_clusters.Clusters.model_validate(every)
    path = "/v1/clusters/demo:northern-table"
    one = service.get(path).json()
    assert one == seeded("clusters", "examine", "demo:northern-table", "--json").json
    assert schemas_clusters.Cluster.model_validate(one)
    assert service.get("/v1/clusters/none").status_code == 404


def test_health_says_what_is_answered_from(service: TestClient) -> None:
    health = service.get("/v1/health").json()
    assert health["status"] == "ok"
    assert health["revision"] > 0
    assert health["organisations"] > 100


@pytest.mark.parametrize(
    ("path", "body", "status", "told"),
    [
        ("/v1/match", {"need": ""}, 422, "next step"),
        ("/v1/match", {"need": "  \n "}, 422, "next step"),
        ("/v1/match", {"need": "mill " * 20_000}, 422, "next step"),
        ("/v1/match", {}, 422, "body/need"),
        ("/v1/match", {"need": "mill", "limit": 0}, 422, "body/limit"),
        ("/v1/match", {"need": "mill", "region": "Atlantis"}, 404, "Atlantis"),
        ("/v1/match", {"need": "mill", "partners": ["demo:nobody"]}, 404, "demo:nobody"),
        ("/v1/match", {"need": "mill", "colour": "red"}, 422, "body/colour"),
        ("/v1/teams", {"opportunity": "demo:nothing"}, 404, "demo:nothing"),
        ("/v1/teams", {}, 400, "need"),
        ("/v1/match", {"need": "\ud800 mill"}, 422, "body/need: half of a character"),
        ("/v1/teams", {"opportunity": "\ud800"}, 422, "body/opportunity"),
        ("/v1/nothing", {}, 404, "next step"),
    ],
)
def test_a_bad_request_is_a_problem_that_says_what_to_do(
    service: TestClient, path: str, body: dict[str, object], status: int, told: str
) -> None:
    # As it is written with ASCII alone, which can write half a character too.
    answer = service.post(path, content=json.dumps(body), headers={"content-type": JSON})
    assert (answer.status_code, answer.headers["content-type"]) == (status, PROBLEM)
    problem = answer.json()
    assert problem["status"] == status
    assert told in problem["detail"]
    assert "Traceback" not in answer.text


@pytest.mark.parametrize("body", [b"\xff\xfe\x00 not json", b"{", b"[]", b"null"])
def test_a_body_that_is_no_question_is_a_problem(service: TestClient, body: bytes) -> None:
    answer = service.post("/v1/match", content=body, headers={"content-type": "application/json"})
    assert (answer.status_code, answer.headers["content-type"]) == (422, PROBLEM)


def test_an_unknown_firm_is_a_problem(service: TestClient) -> None:
    answer = service.get("/v1/firms/demo:nobody")
    assert (answer.status_code, answer.headers["content-type"]) == (404, PROBLEM)
    assert "demo:nobody" in answer.json()["detail"]


def test_a_method_that_is_not_offered_is_told_what_is(service: TestClient) -> None:
    answer = service.get("/v1/match")
    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")


def test_a_fault_of_the_service_is_a_problem_with_the_rules_of_every_answer() -> None:
    def build() -> Services:
        raise ZeroDivisionError

    with TestClient(create_app(Product(build)), raise_server_exceptions=False) as faulty:
        answer = faulty.get("/v1/health")
    assert (answer.status_code, answer.headers["content-type"]) == (500, PROBLEM)
    assert "ZeroDivisionError" not in answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_a_body_of_megabytes_is_refused(service: TestClient) -> None:
    answer = service.post("/v1/match", content=b"x" * 2_000_000)
    assert answer.status_code == 413


@pytest.mark.parametrize(
    ("host", "status"),
    [("localhost:8000", 200), ("[::1]:8000", 200), ("evil.example", 421), ("", 421)],
)
def test_a_request_for_another_host_is_refused(seeded: Kg, host: str, status: int) -> None:
    product = Product(lambda: Services(Settings(home=seeded.home)))
    with TestClient(create_app(product, {"localhost", "[::1]"})) as found:
        assert found.get("/v1/health", headers={"host": host}).status_code == status


def test_nothing_is_loaded_from_elsewhere(service: TestClient) -> None:
    for path in ("/", "/docs", "/firms/demo:hallam-five-axis"):
        page = service.get(path)
        assert page.status_code == 200
        assert "default-src 'none'" in page.headers["content-security-policy"]
        assert not [part for part in page.text.split('"') if part.startswith(("http:", "//"))]


def test_no_sealed_value_is_in_an_answer(service: TestClient) -> None:
    for path in ("/v1/firms/demo:hallam-five-axis", "/firms/demo:hallam-five-axis"):
        assert "sealed" not in service.get(path).text


def test_every_path_is_described_with_examples(service: TestClient) -> None:
    described = service.get("/v1/openapi.json").json()
    assert set(described["paths"]) == {
        "/v1/health", "/v1/match", "/v1/needs", "/v1/teams", "/v1/opportunities", "/v1/firms/{id}",
        "/v1/firms/{id}/complements", "/v1/regions/links", "/v1/regions/pairs/{a}/{b}",
        "/v1/regions/roles", "/v1/regions/{code}/partners", "/v1/feedback", "/v1/feedback/{id}",
        "/v1/chains", "/v1/chains/{id}", "/v1/clusters", "/v1/clusters/{id}",
        "/v1/teams/export",
    }  # fmt: skip
    models = described["components"]["schemas"].items()
    fields = [
        (model, name, field)
        for model, body in models
        for name, field in body.get("properties", {}).items()
        if not ({"$ref", "HTTPValidationError"} & {*field, model} or "items" in field)
    ]
    without = [(model, name) for model, name, field in fields if "examples" not in field]
    assert [pair for pair in without if "Validation" not in pair[0]] == []


def test_the_ontology_describes_the_fields_that_are_its_terms(service: TestClient) -> None:
    models = service.get("/v1/openapi.json").json()["components"]["schemas"]
    shown = models["Firm"]["properties"]["sizeClass"]
    assert shown["anyOf"][0]["enum"] == ["micro", "small", "medium", "large"]
    assert models["Statement"]["properties"]["status"]["enum"][0] == "derived"
    assert "ResearchOrganisation" in models["Partner"]["properties"]["kind"]["enum"]
    assert models["Statement"]["properties"]["level"]["anyOf"][0]["maximum"] == 5


# --- pages


@pytest.mark.parametrize(
    "need", ["", "   ", "x" * 100_000, "\x00\x01\ufffe", "MATCH (n) DETACH DELETE n"]
)
def test_whatever_is_typed_the_answer_is_a_page(service: TestClient, need: str) -> None:
    page = service.post("/", data={"need": need})
    assert page.status_code in (200, 422)
    assert page.headers["content-type"].startswith("text/html")
    assert "Traceback" not in page.text
    assert 'role="alert"' in page.text or "No credible partner" in page.text


def test_the_page_of_a_firm_leads_to_who_completes_it(service: TestClient) -> None:
    firm = "/firms/demo%3Adearne-sheet-and-tube"
    assert f'href="{firm}/complements"' in service.get(firm).text
    page = service.get(f"{firm}/complements", params={"region": "UKE3"})
    assert page.status_code == 200
    assert "Sheaf Surface Finishing Ltd" in page.text
    assert "it subcontracts to them in powder coating of metal parts" in page.text
    alone = service.get("/firms/demo:three-rivers-fund/complements").text
    assert "nothing is known to be demanded of Three Rivers Growth Fund" in alone


def test_the_page_of_an_opportunity_calls_requirements_and_rivals_by_their_names(
    service: TestClient,
) -> None:
    head = next(o for o in service.get("/v1/opportunities").json() if o["id"] == "demo:o7")
    page = service.post("/", data={"need": head["text"], "opportunity": "demo:o7"})
    assert head["title"] in page.text
    assert "demo:o7-meals" not in page.text
    assert "Ryedale Free-From Kitchen Ltd and Cornbrook Tray Meals Ltd compete" in page.text


def test_a_team_of_nobody_is_no_team_on_the_page(service: TestClient) -> None:
    head = next(o for o in service.get("/v1/opportunities").json() if o["id"] == "demo:o9")
    page = service.post("/", data={"need": head["text"], "opportunity": "demo:o9"})
    assert "<strong>No team.</strong>" in page.text
    assert "What would close it" in page.text


def test_script_in_the_box_stays_text(service: TestClient) -> None:
    page = service.post("/", data={"need": "<script>alert(1)</script> milling"})
    assert "<script>alert" not in page.text
    assert "&lt;script&gt;" in page.text


def test_an_unknown_id_is_a_page_that_says_what_to_do(service: TestClient) -> None:
    page = service.get("/firms/demo:nobody")
    assert page.status_code == 404
    assert "next step" in page.text


def test_an_engine_that_is_down_is_a_page_and_a_problem(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, graph_uri="bolt://127.0.0.1:1")
    with TestClient(create_app(Product(lambda: Services(settings)))) as down:
        page, problem = down.get("/"), down.get("/v1/health")
    assert (page.status_code, problem.status_code) == (503, 503)
    assert problem.headers["content-type"] == PROBLEM
    assert "next step" in page.text
    assert "Traceback" not in page.text + problem.text
