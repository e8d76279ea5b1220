"""The network of the demonstration cluster: who belongs, trades and rivals with whom."""

from collections import Counter, defaultdict

import pytest

from kg.ingest.sources.relationships import RelationshipReader
from kg.ontology.rdf import load_schema
from tests.unit.ingest.fake_ledger import FakeLedger
from tests.unit.ingest.packages import load_folder
from tests.unit.seeds import (
    ASSESSMENTS,
    CLUSTERS,
    COMPETENCIES,
    CONTACTS,
    CUSTOMERS,
    OFFERS,
    OPPORTUNITIES,
    ORGANISATIONS,
    RELATIONSHIPS,
    REQUIREMENTS,
    SEEDS,
    STAGES,
    SUB_SUPPLIERS,
    TODAY,
    Row,
    full_members,
    in_role,
    names,
    of_type,
    region,
    rows,
)

DRIVERS = ("geographyStrength", "sectorStrength", "horizontalStrength", "verticalStrength")
# The links of peers hold both ways and are stated once.
MUTUAL = {
    "COMPETES_WITH", "COOPERATES_WITH", "RESEARCHES_WITH", "SHARES_RESOURCE_WITH",
    "PROCURES_WITH", "EXCHANGES_KNOWLEDGE_WITH",
}  # fmt: skip
TRADED = {"SUPPLIES", "SUBCONTRACTS_TO"}


def density(cluster: str, types: set[str]) -> float:
    """The share of pairs of full members with a link of one of the types."""
    members = full_members(cluster)
    linked = {
        frozenset((row["from"], row["to"]))
        for row in of_type(*types)
        if {row["from"], row["to"]} <= members
    }
    return len(linked) / (len(members) * (len(members) - 1) / 2)


# --- references


@pytest.mark.parametrize(
    ("table", "columns"),
    [
        (list(CLUSTERS.values()), ("operator",)),
        (list(STAGES.values()), ("performer",)),
        (list(OPPORTUNITIES.values()), ("customer",)),
        (ASSESSMENTS, ("organisation",)),
        (CONTACTS, ("organisation",)),
        ([row for row in RELATIONSHIPS if row["type"] != "MEMBER_OF"], ("from", "to")),
        (of_type("MEMBER_OF"), ("from",)),
    ],
)
def test_organisations_that_are_named_exist(table: list[Row], columns: tuple[str, ...]) -> None:
    named = {name for row in table for column in columns for name in names(row[column])}
    assert named <= set(ORGANISATIONS)


@pytest.mark.parametrize("table", [list(STAGES.values()), REQUIREMENTS, RELATIONSHIPS])
def test_competencies_that_are_named_exist(table: list[Row]) -> None:
    assert {name for row in table for name in names(row["competency"])} <= COMPETENCIES


@pytest.mark.parametrize(
    "name",
    ["clusters", "value_chains", "opportunities", "requirements", "assessments", "contacts"],
)
def test_ids_are_unique(name: str) -> None:
    found = Counter(row["id"] for row in rows(name))
    assert [id_ for id_, count in found.items() if count > 1] == []


def test_requirements_belong_to_opportunities_and_memberships_to_groups() -> None:
    assert {row["opportunity"] for row in REQUIREMENTS} == set(OPPORTUNITIES)
    assert {row["to"] for row in of_type("MEMBER_OF")} == set(CLUSTERS)


def test_the_package_loads_without_a_rejected_row() -> None:
    outcome = load_folder(FakeLedger(), SEEDS)
    assert outcome.report.rejected == 0
    assert outcome.report.written > 2000


# --- clusters


def test_six_groups_are_clusters_by_two_drivers_and_two_are_none() -> None:
    strong = {
        id_: sum(float(row[driver]) >= 0.4 for driver in DRIVERS) for id_, row in CLUSTERS.items()
    }
    kinds = {id_: row["kind"] for id_, row in CLUSTERS.items()}
    assert Counter(kinds.values()) == {"Cluster": 6, "Grouping": 2}
    assert all(strong[id_] >= 2 for id_, kind in kinds.items() if kind == "Cluster")
    assert all(strong[id_] == 1 for id_, kind in kinds.items() if kind == "Grouping")


def test_every_member_has_a_cluster_and_nobody_else_has() -> None:
    clusters = [id_ for id_, row in CLUSTERS.items() if row["kind"] == "Cluster"]
    found = {organisation for cluster in clusters for organisation in in_role(cluster)}
    assert found == set(ORGANISATIONS) - CUSTOMERS - SUB_SUPPLIERS


def test_each_cluster_has_one_lead_member() -> None:
    leads = {c: len(in_role(c, "lead member")) for c in CLUSTERS if CLUSTERS[c]["model"]}
    assert set(leads.values()) == {1}


def test_clusters_together_do_all_ten_kinds_of_activity() -> None:
    assert len({kind for row in CLUSTERS.values() for kind in names(row["activity"])}) == 10


def test_midas_north_has_eight_rules_and_members_from_eight_regions() -> None:
    rules = names(CLUSTERS["midas-north-cluster"]["rule"])
    assert len(rules) == 8
    for stated in ("40 %", "24 months", "10 %", "next ranked", "three months", "5 days", "2 %"):
        assert any(stated in rule for rule in rules), stated
    assert {region(member) for member in full_members("midas-north-cluster")} == {
        "UKE3", "UKE2", "UKD3", "UKC1", "PL51", "CZ06", "ITH5", "ES21",
    }  # fmt: skip


def test_members_trade_and_trust_as_the_model_of_their_cluster_says() -> None:
    models = {id_: row["model"] for id_, row in CLUSTERS.items() if row["model"]}
    for cluster, model in models.items():
        traded, trust = density(cluster, TRADED), density(cluster, MUTUAL - {"COMPETES_WITH"})
        assert (traded > trust) == (model == "industrial complex"), cluster
    complexes = [c for c, model in models.items() if model == "industrial complex"]
    assert density("don-valley-precision-group", TRADED) < min(
        density(cluster, TRADED) for cluster in complexes
    )


# --- relationships


def test_every_type_of_relationship_is_used() -> None:
    stated = {relation.type for relation in RelationshipReader(load_schema()).relations()}
    assert {row["type"] for row in RELATIONSHIPS} == stated


def test_nobody_is_related_to_itself_and_links_of_peers_are_stated_once() -> None:
    assert [row for row in RELATIONSHIPS if row["from"] == row["to"]] == []
    pairs = Counter((row["type"], *sorted((row["from"], row["to"]))) for row in of_type(*MUTUAL))
    assert [pair for pair, count in pairs.items() if count > 1] == []


def test_what_is_sold_or_competed_in_is_offered() -> None:
    who = {"SUPPLIES": ("from",), "SUBCONTRACTS_TO": ("to",), "COMPETES_WITH": ("from", "to")}
    for row in of_type(*who):
        for column in who[row["type"]]:
            for competency in names(row["competency"]):
                assert (row[column], competency) in OFFERS, row


def test_an_amount_has_a_currency_and_is_stated_for_all_trade() -> None:
    for row in RELATIONSHIPS:
        assert bool(row["amount"]) == bool(row["currency"]) == (row["type"] in TRADED), row


def test_nothing_begins_before_both_ends_are_there() -> None:
    founded = {id_: int(row["foundedIn"]) for id_, row in {**ORGANISATIONS, **CLUSTERS}.items()}
    for row in RELATIONSHIPS:
        assert int(row["startsOn"][:4]) >= max(founded[row["from"]], founded[row["to"]]), row
        assert not row["endsOn"] or row["startsOn"] < row["endsOn"]


def test_some_pairs_compete_in_one_thing_and_cooperate_in_another() -> None:
    fields: dict[str, dict[frozenset[str], set[str]]] = defaultdict(dict)
    for row in of_type("COMPETES_WITH", "COOPERATES_WITH"):
        fields[row["type"]][frozenset((row["from"], row["to"]))] = set(names(row["competency"]))
    rivals, partners = fields["COMPETES_WITH"], fields["COOPERATES_WITH"]
    both = [pair for pair in rivals if pair in partners]
    assert len(both) >= 10
    assert not any(rivals[pair] & partners[pair] for pair in both)


def test_three_groups_are_owned_today_and_one_no_longer() -> None:
    controls = of_type("CONTROLS")
    assert all(0.5 <= float(row["share"]) <= 1 for row in controls)
    assert {(row["from"], row["to"]) for row in controls if not row["endsOn"]} == {
        ("secchia-estrusi", "litava-medical-tubing"),
        ("dearne-sheet-and-tube", "shirecliffe-turn-mill"),
        ("widawa-tworzywa", "zwoenitz-spritzguss"),
    }
    assert all(row["endsOn"] < TODAY for row in controls if row["endsOn"])
    assert not any(row["share"] for row in RELATIONSHIPS if row["type"] != "CONTROLS")


def test_two_firms_of_one_owner_compete() -> None:
    (found,) = [
        row
        for row in of_type("COMPETES_WITH")
        if {row["from"], row["to"]} == {"secchia-estrusi", "litava-medical-tubing"}
    ]
    assert names(found["competency"]) == ["medical-tubing-extrusion", "catheter-assembly"]


def test_only_institutions_support() -> None:
    assert {ORGANISATIONS[row["from"]]["kind"] for row in of_type("SUPPORTS")} == {
        "ResearchOrganisation", "PublicBody", "Association",
    }  # fmt: skip


def test_sub_suppliers_supply_members() -> None:
    assert {row["from"] for row in of_type("SUPPLIES")} >= SUB_SUPPLIERS
