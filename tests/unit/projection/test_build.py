"""The read model holds what the catalogue streams, in the order of ids."""

import datetime as dt
from dataclasses import replace

import numpy as np

from kg.projection.build import Builder
from kg.projection.projection import STATUSES, UNKNOWN
from tests.factories import (
    WORDS,
    BagEncoder,
    FakeCatalogue,
    capability,
    competency,
    firm,
    project,
    proof,
    region,
)

DAY = dt.date(2026, 3, 1)
MILLING = capability("Acme", "milling", status="evidenced", level=4, recorded_on=DAY)


def test_organisations_stand_in_the_order_of_their_ids() -> None:
    zeta, acme = firm("Zeta", region="UKE3"), firm("Acme", kind="PublicBody")
    organisations = project(FakeCatalogue([zeta, acme])).organisations
    assert list(organisations.ids) == ["acme", "zeta"]
    assert (organisations[0], organisations[1]) == (acme, zeta)


def test_a_capability_keeps_what_is_stated_of_it() -> None:
    columns = project(FakeCatalogue([firm("Acme")], [MILLING])).capabilities
    assert columns.ids[0] == "acme/milling"
    assert STATUSES[columns.status[0]] == "evidenced"
    assert (columns.level[0], columns.recorded[0]) == (4, DAY.toordinal())


def test_what_is_not_stated_is_unknown() -> None:
    columns = project(FakeCatalogue([firm("Acme")], [capability("Acme", "milling")])).capabilities
    assert (columns.level[0], columns.recorded[0]) == (UNKNOWN, UNKNOWN)
    assert columns.consortium[0] == 1


def test_capabilities_without_words_or_organisation_are_left_out() -> None:
    offers = [capability("Acme", ""), capability("Nobody", "milling"), MILLING]
    projection = project(FakeCatalogue([firm("Acme")], offers))
    assert list(projection.capabilities.ids) == ["acme/milling"]


def test_a_capability_that_two_organisations_offer_counts_once() -> None:
    offers = [replace(MILLING, organisation="zeta"), MILLING]
    projection = project(FakeCatalogue([firm("Acme"), firm("Zeta")], offers))
    assert list(projection.capabilities.ids) == ["acme/milling"]
    assert projection.organisations.ids[projection.capabilities.organisation[0]] == "acme"


def test_capabilities_of_the_same_words_share_one_statement() -> None:
    offers = [MILLING, capability("Beta", "milling"), capability("Beta", "turning")]
    statements = project(FakeCatalogue([firm("Acme"), firm("Beta")], offers)).statements
    assert list(statements.texts) == ["milling", "turning"]
    assert [statements.capabilities[row].tolist() for row in range(2)] == [[0, 1], [2]]
    assert len(statements.vectors) == 2


def test_links_to_competencies_go_both_ways_and_unknown_ends_are_left_out() -> None:
    catalogue = FakeCatalogue(
        [firm("Acme")],
        [MILLING, capability("Acme", "turning")],
        [competency("turning"), competency("milling", "CNC milling", "milling")],
        states=[("acme/milling", "milling"), ("acme/milling", "gone"), ("gone", "milling")],
    )
    projection = project(catalogue)
    assert list(projection.competencies.ids) == ["milling", "turning"]
    assert projection.capabilities.competencies[0].tolist() == [0]
    assert [projection.competencies.bearers[row].tolist() for row in range(2)] == [[0], []]


def test_every_label_of_a_competency_has_its_own_vector() -> None:
    columns = project(
        FakeCatalogue(skills=[competency("milling", "CNC milling", "milling")])
    ).competencies
    assert list(columns.labels) == ["milling", "CNC milling"]
    assert columns.label_competency.tolist() == [0, 0]
    assert len(columns.label_vectors) == 2


def test_evidence_keeps_its_days_and_stands_behind_capabilities() -> None:
    catalogue = FakeCatalogue(
        [firm("Acme")],
        [MILLING],
        proofs=[proof("Zeta audit"), proof("ISO 9001", DAY)],
        rests_on=[("acme/milling", "iso-9001")],
    )
    projection = project(catalogue)
    assert list(projection.evidence.ids) == ["iso-9001", "zeta-audit"]
    assert projection.evidence.issued.tolist() == [DAY.toordinal(), UNKNOWN]
    assert projection.capabilities.evidence[0].tolist() == [0]


def test_a_region_has_each_name_once() -> None:
    places = [region("UKE3", "South Yorkshire", "South Yorkshire", "Süd-Yorkshire")]
    assert list(project(FakeCatalogue(places=places)).regions.names) == [
        "South Yorkshire\nSüd-Yorkshire"
    ]


def test_vectors_are_plain_single_precision_rows() -> None:
    projection = project(FakeCatalogue([firm("Acme")], [MILLING]), BagEncoder())
    vectors = projection.statements.vectors.exact
    assert vectors.dtype == np.float32
    assert vectors.flags["C_CONTIGUOUS"]


def test_an_empty_graph_has_an_empty_read_model() -> None:
    projection = project(FakeCatalogue())
    assert (projection.revision, projection.model_id) == (7, "bag-1")
    assert len(projection.organisations.ids) == len(projection.statements.texts) == 0


def test_organisations_whose_statements_rest_on_one_project_took_part_in_it() -> None:
    acme, beta = capability("Acme", "milling"), capability("Beta", "turning")
    rests_on = [(acme.id, "bridge"), (beta.id, "bridge"), (acme.id, "iso-9001")]
    proofs = [proof("Bridge", is_work=True), proof("ISO 9001")]
    firms = [firm("Acme"), firm("Beta"), firm("Gamma")]
    graph = FakeCatalogue(firms, [acme, beta], proofs=proofs, rests_on=rests_on)
    projection = project(replace(graph, ties=[("gamma", "beta"), ("beta", "gamma")]))
    works = projection.works
    bridge, certificate, tie = range(3)
    assert [list(works.members[work]) for work in (bridge, certificate, tie)] == [
        [0, 1],
        [],
        [1, 2],
    ]
    assert [list(works.own[row]) for row in range(3)] == [[bridge], [bridge, tie], [tie]]
    assert list(works.texts) == [projection.capabilities.text[0], UNKNOWN, UNKNOWN]


def test_all_texts_are_told_of_before_their_vectors_are_asked_for() -> None:
    told: list[list[str]] = []
    graph = FakeCatalogue([firm("Acme")], [MILLING], [competency("turning", "lathe work")])
    encoder = BagEncoder()
    Builder(graph, encoder.encode, "bag-1", WORDS, lambda texts: told.append(list(texts))).build(7)
    assert told == [["milling"], ["turning", "lathe work"]]
