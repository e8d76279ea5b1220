"""The report: contradictions, completeness, counts, and what it is kept to."""

from dataclasses import replace

import pytest

from kg.errors import NotFoundError
from kg.ingest.facts import Statement
from kg.model import Account, CanonicalNode, NodeFact, Value
from kg.quality.belonging import Scope
from kg.quality.checks import CHECKS
from kg.quality.present import report_json
from kg.quality.report import Doubts, report
from kg.quality.survey import Survey
from tests.factories import record, states
from tests.unit.quality.surveys import LOOKS, SCHEMA, Part, a, link, survey

ALL = Scope()


def shared(**properties: Value) -> CanonicalNode:
    """A firm that two sources speak of."""
    node = a("Firm", "f", **properties)
    records = (*node.records, "other/members.organisation/f@other-2")
    return CanonicalNode(node.ref, node.class_name, node.properties, records)


def says(source: str, **properties: Value) -> Statement:
    by = replace(record(load=f"{source}-1"), source=source)
    return states(by, NodeFact(a("Firm", "f").ref, "Firm", properties))


@pytest.mark.parametrize(
    ("one", "other", "is_broken"),
    [
        ({"city": "Kiel"}, {"city": "Kiel"}, False),
        ({"city": "Kiel"}, {"city": "KIEL"}, False),
        ({"city": "Kiel"}, {}, False),
        ({"city": "Kiel"}, {"city": "Köln"}, True),
        ({"latitude": 53.396}, {"latitude": 53.39604}, False),
        ({"latitude": 53.396}, {"latitude": 53.5}, True),
        ({"language": ("de",)}, {"language": ("en",)}, False),
        ({"website": "https://f.example/"}, {"website": "https://f.example"}, False),
    ],
)
def test_two_sources_that_state_different_values_disagree(
    one: dict[str, Value], other: dict[str, Value], is_broken: bool
) -> None:
    facts = [says("demo", **one), says("other", **other)]
    findings = list(LOOKS["sourcesDisagree"](survey(shared(**one), facts=facts)))
    assert bool(findings) == is_broken
    for finding in findings:
        assert finding.sources == ("demo", "other")
        assert "demo states" in finding.reason
        assert "other states" in finding.reason


def test_two_records_of_one_source_do_not_disagree() -> None:
    facts = [says("demo", city="Kiel"), says("demo", city="Köln")]
    assert list(LOOKS["sourcesDisagree"](survey(shared(city="Köln"), facts=facts))) == []


def test_records_are_read_only_of_what_two_sources_speak_of() -> None:
    def refused(_nodes: object) -> list[Account]:
        raise AssertionError("no record was to be read")

    held = survey(a("Firm", "f"))
    asked = type(held)(SCHEMA, held.contents, held.today, refused)
    assert list(LOOKS["sourcesDisagree"](asked)) == []


def member(id_: str, source: str, cluster: CanonicalNode, **properties: Value) -> list[Part]:
    firm, offer = a("Firm", id_, source, **properties), a("Capability", f"{id_}-k", source)
    return [firm, offer, link(firm, "OFFERS", offer), link(firm, "MEMBER_OF", cluster)]


def graph() -> Survey:
    cluster, outside = a("Cluster", "c"), a("Firm", "outside", "other", name="M&amp;M")
    first = member("one", "demo", cluster, name="MÃ¼ller", latitude=1.0)
    second = member("two", "other", cluster, name="Two", employees=3)
    sources = [a("Source", "demo"), a("Source", "other")]
    return survey(cluster, outside, *sources, *first, *second)


def doubts(scope: Scope, limit: int = 5) -> Doubts:
    made = report(graph(), scope, limit)
    [damaged] = [each for each in made.doubts if each.check.name == "damagedText"]
    return damaged


def test_findings_are_counted_by_source_and_by_cluster() -> None:
    damaged = doubts(ALL)
    assert damaged.count == 2
    assert damaged.by_source == {"demo": 1, "other": 1}
    assert damaged.by_cluster == {"c": 1}


def test_the_limit_keeps_examples_few_and_counts_whole() -> None:
    assert (len(doubts(ALL, 1).examples), doubts(ALL, 1).count) == (1, 2)
    assert doubts(ALL, 0).examples == ()


@pytest.mark.parametrize(
    ("scope", "ids"),
    [
        (Scope("demo"), ["one"]),
        (Scope("other"), ["outside"]),
        (Scope(cluster="c"), ["one"]),
        (Scope("other", "c"), []),
    ],
)
def test_a_report_is_kept_to_a_source_and_a_cluster(scope: Scope, ids: list[str]) -> None:
    assert [finding.node.id for finding in doubts(scope).examples] == ids


def test_completeness_is_the_share_of_organisations_per_source_and_cluster() -> None:
    made = report(graph(), ALL, 5)
    by_source = {of.name: of for of in made.sources}
    [cluster] = made.clusters
    assert {n: of.organisations for n, of in by_source.items()} == {"demo": 1, "other": 2}
    assert (by_source["demo"].share("point"), by_source["other"].share("employees")) == (1.0, 0.5)
    assert (cluster.name, cluster.organisations, cluster.share("capability")) == ("c", 2, 1.0)
    assert cluster.share("evidence") == 0.0


def test_what_is_linked_counts_as_known() -> None:
    firm, region, country = a("Firm", "f"), a("Region", "DE212"), a("Region", "DE")
    offer, proof = a("Capability", "k"), a("Evidence", "e")
    contact = a("Contact", "p", consentOn=survey().today)
    links = [
        link(firm, "LOCATED_IN", region), link(firm, "OFFERS", offer),
        link(offer, "EVIDENCED_BY", proof), link(firm, "HAS_CONTACT", contact),
    ]  # fmt: skip
    abroad = a("Firm", "g", "rough")
    parts = (firm, region, country, offer, proof, contact, abroad)
    made = report(survey(*parts, *links, link(abroad, "LOCATED_IN", country)), ALL, 5)
    demo, rough = made.sources
    for measure in ("region", "capability", "evidence", "contact"):
        assert (demo.share(measure), rough.share(measure)) == (1.0, 0.0)


@pytest.mark.parametrize("scope", [Scope("nobody"), Scope(cluster="nowhere")])
def test_an_unknown_source_or_cluster_is_refused_with_those_there_are(scope: Scope) -> None:
    with pytest.raises(NotFoundError, match="next step: one of"):
        doubts(scope)


def test_the_json_of_a_report_names_every_check_and_measure() -> None:
    answer = report_json(report(graph(), ALL, 5))
    assert [each["check"] for each in answer["checks"]] == [check.name for check in CHECKS]
    [damaged] = [each for each in answer["checks"] if each["check"] == "damagedText"]
    assert set(damaged) == {"check", "says", "count", "bySource", "byCluster", "findings"}
    for finding in damaged["findings"]:
        assert set(finding) == {"class", "id", "term", "value", "reason", "records"}
    for of in (*answer["sources"], *answer["clusters"]):
        assert set(of) == {"name", "organisations", "shares"}
        assert of["shares"].keys() == answer["measures"].keys()
