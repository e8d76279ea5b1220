"""The members of the demonstration cluster: complete, consistent, and wrong only where meant."""

import csv
import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest

SEEDS = Path(__file__).parents[2] / "data" / "seeds"
Row = dict[str, str]

TODAY = date(2026, 12, 1)
CUSTOMERS = {
    "arratia-aeroestructuras",
    "larkmoor-stores",
    "south-riding-hospitals",
    "striegis-automation",
    "zarzad-szkol-brynicy",
}
SUB_SUPPLIERS = {
    "adriagamma-irradiazioni",
    "brampton-upholstery",
    "ennepe-antriebe",
    "giffre-poudres",
    "humber-glass-works",
    "lippe-dispersionen",
    "odersko-doprava",
    "riseria-volano",
    "rusztowania-szarlejka",
    "stolarka-koszarawa",
}
# The regions of the cluster, with the two next door and the two across the border from Chemnitz.
REGIONS = {
    "UKE3", "UKE2", "UKD3", "UKC1", "DEA5", "DED4", "PL22", "PL51", "CZ06", "CZ08", "ITH5",
    "ES21", "FRK2", "UKE1", "UKF1", "CZ04", "CZ05",
}  # fmt: skip
ITL = {"TLE32": "UKE32"}
# The competencies that must stay in one place, since a value chain has a hole elsewhere.
HOLES: dict[str, Callable[[str], bool]] = {
    "drive-electronics": lambda region: not region.startswith("UKE3"),
    "cyber-security-of-plants": lambda region: region.startswith("CZ06"),
    "coating-scale-up": lambda region: not region.startswith("PL51"),
    "analytical-laboratory": lambda region: not region.startswith("UKE2"),
    "allergen-testing": lambda region: not region.startswith("UKE2"),
}


def _rows(name: str) -> list[Row]:
    with (SEEDS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _parts(cell: str) -> list[str]:
    return [part.strip() for part in cell.split("|") if part.strip()]


@pytest.fixture(scope="module")
def organisations() -> list[Row]:
    return _rows("organisations.csv")


@pytest.fixture(scope="module")
def capabilities() -> list[Row]:
    return _rows("capabilities.csv")


@pytest.fixture(scope="module")
def evidence() -> list[Row]:
    return _rows("evidence.csv")


@pytest.fixture(scope="module")
def proofs(capabilities: list[Row], evidence: list[Row]) -> dict[str, list[Row]]:
    """The evidence of each capability."""
    found: dict[str, list[Row]] = {capability["id"]: [] for capability in capabilities}
    for row in evidence:
        found[row["capability"]].append(row)
    return found


@pytest.fixture(scope="module")
def contradictory() -> set[str]:
    """The capabilities that SOURCES.md names as contradicting themselves."""
    sources = (SEEDS / "SOURCES.md").read_text(encoding="utf-8")
    section = sources.split("**Contradictions.**")[1].split("\n**")[0]
    return set(re.findall(r"^\| `([a-z0-9-]+--[a-z0-9-]+)` \|", section, re.MULTILINE))


def _members(organisations: list[Row]) -> list[Row]:
    return [o for o in organisations if o["id"] not in CUSTOMERS | SUB_SUPPLIERS]


# --- organisations


def test_the_cluster_has_its_firms_institutions_customers_and_sub_suppliers(
    organisations: list[Row],
) -> None:
    members = Counter(o["kind"] == "Firm" for o in _members(organisations))
    assert members == {True: 122, False: 18}
    assert {o["id"] for o in organisations} >= CUSTOMERS | SUB_SUPPLIERS
    assert len(organisations) == 122 + 18 + 5 + 10


def test_firms_are_mostly_micro_and_small(organisations: list[Row]) -> None:
    firms = [o for o in _members(organisations) if o["kind"] == "Firm"]
    sizes = Counter(o["sizeClass"] for o in firms)
    assert sizes == {"micro": 55, "small": 47, "medium": 16, "large": 4}


def test_the_size_class_fits_the_head_count(organisations: list[Row]) -> None:
    bounds = {"micro": (1, 9), "small": (10, 49), "medium": (50, 249), "large": (250, 50_000)}
    for organisation in organisations:
        least, most = bounds[organisation["sizeClass"]]
        assert least <= int(organisation["employees"]) <= most, organisation["id"]


def test_ids_and_names_are_unique(organisations: list[Row]) -> None:
    for column in ("id", "name", "website"):
        counts = Counter(o[column].casefold() for o in organisations)
        assert [value for value, count in counts.items() if count > 1] == []


def test_every_member_region_has_members_and_no_other(organisations: list[Row]) -> None:
    codes = {ITL.get(o["region"], o["region"]) for o in organisations}
    assert {code[:4] for code in codes} == REGIONS
    assert {o["country"] for o in organisations} == {"UK", "DE", "PL", "CZ", "IT", "ES", "FR"}


def test_a_region_lies_in_the_stated_country(organisations: list[Row]) -> None:
    for organisation in organisations:
        code = ITL.get(organisation["region"], organisation["region"])
        assert code[:2] == organisation["country"], organisation["id"]


@pytest.mark.needs_data
def test_regions_are_nuts_2021(organisations: list[Row], data: Path) -> None:
    with (data / "nuts" / "nuts2021_labels.csv").open(encoding="utf-8", newline="") as file:
        known = {cell for row in csv.reader(file) for cell in row}
    codes = {ITL.get(o["region"], o["region"]) for o in organisations}
    assert codes - known == set()


@pytest.mark.needs_data
def test_sectors_are_classes_of_nace(organisations: list[Row], data: Path) -> None:
    nace = (data / "nace" / "nace_rev2_eubg.ttl").read_text(encoding="utf-8")
    known = set(re.findall(r"^nace:(\d\d\.\d\d) ", nace, re.MULTILINE))
    assert {s for o in organisations for s in _parts(o["sector"])} - known == set()


def test_places_lie_in_europe_and_web_addresses_lead_nowhere(organisations: list[Row]) -> None:
    for organisation in organisations:
        assert 42 < float(organisation["latitude"]) < 56, organisation["id"]
        assert -4 < float(organisation["longitude"]) < 20, organisation["id"]
        assert re.fullmatch(r"https://[a-z0-9-]+\.example", organisation["website"])


def test_all_say_how_they_are_founded_and_which_languages_they_speak(
    organisations: list[Row],
) -> None:
    for organisation in organisations:
        assert organisation["postalCode"], organisation["id"]
        assert organisation["legalForm"], organisation["id"]
        assert 1850 < int(organisation["foundedIn"]) <= 2026, organisation["id"]
        languages = _parts(organisation["language"])
        assert languages, organisation["id"]
        assert all(re.fullmatch("[a-z]{2}", code) for code in languages), organisation["id"]


# --- capabilities


def test_there_are_some_430_capabilities_and_each_member_has_at_least_one(
    organisations: list[Row], capabilities: list[Row]
) -> None:
    assert 400 <= len(capabilities) <= 460
    offered = Counter(c["organisation"] for c in capabilities)
    assert {o["id"] for o in organisations} - set(offered) == CUSTOMERS
    assert max(offered.values()) <= 5


def test_what_capabilities_and_evidence_refer_to_exists(
    organisations: list[Row], capabilities: list[Row], evidence: list[Row]
) -> None:
    concepts = set(
        re.findall(
            r"^c:([a-z0-9-]+) a skos:Concept",
            (SEEDS / "competencies.ttl").read_text(encoding="utf-8"),
            re.MULTILINE,
        )
    )
    assert {c["organisation"] for c in capabilities} <= {o["id"] for o in organisations}
    assert {n for c in capabilities for n in _parts(c["competency"])} <= concepts
    assert {e["capability"] for e in evidence} <= {c["id"] for c in capabilities}


def test_ids_are_made_of_what_they_belong_to(capabilities: list[Row], evidence: list[Row]) -> None:
    for rows in (capabilities, evidence):
        assert len({row["id"] for row in rows}) == len(rows)
    for capability in capabilities:
        owner, slug = capability["id"].split("--")
        assert owner == capability["organisation"]
        assert slug == (capability["competency"] or slug)
    for row in evidence:
        assert row["id"].startswith(row["capability"] + "--e")


def test_an_organisation_has_at_most_three_core_competencies(capabilities: list[Row]) -> None:
    core = Counter(c["organisation"] for c in capabilities if c["isCore"] == "true")
    assert max(core.values()) == 3
    assert {c["isCore"] for c in capabilities} == {"true", "false"}


def test_levels_are_of_five_and_all_occur(capabilities: list[Row]) -> None:
    assert {c["level"] for c in capabilities} == {"1", "2", "3", "4", "5"}


def test_no_two_texts_are_alike(capabilities: list[Row]) -> None:
    texts = {c["id"]: set(_word_triples(c["text"])) for c in capabilities}
    alike = [
        (one, other)
        for one, other in combinations(texts, 2)
        if len(texts[one] & texts[other]) > 0.2 * min(len(texts[one]), len(texts[other]))
    ]
    assert alike == []


def _word_triples(text: str) -> list[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return list(zip(words, words[1:], words[2:], strict=False))


def test_most_capabilities_have_capacity_and_cost(capabilities: list[Row]) -> None:
    for columns in (
        ("capacityAmount", "capacityUnit", "capacityPeriod"),
        ("costAmount", "costUnit", "currency", "costOn"),
    ):
        stated = [[bool(c[column]) for column in columns] for c in capabilities]
        assert all(all(row) or not any(row) for row in stated)
        assert sum(map(all, stated)) > 0.85 * len(capabilities)


def test_what_is_free_is_a_part_of_the_whole(capabilities: list[Row]) -> None:
    for capability in capabilities:
        assert bool(capability["freeAmount"]) == bool(capability["freeFrom"]), capability["id"]
        if capability["freeAmount"]:
            free, whole = float(capability["freeAmount"]), float(capability["capacityAmount"])
            assert 0 < free <= whole, capability["id"]


def test_prices_are_in_the_money_of_the_region(
    organisations: list[Row], capabilities: list[Row]
) -> None:
    money = {
        "UK": {"GBP"}, "PL": {"PLN", "EUR"}, "CZ": {"CZK", "EUR"}, "DE": {"EUR"}, "IT": {"EUR"},
        "ES": {"EUR"}, "FR": {"EUR"},
    }  # fmt: skip
    country = {o["id"]: o["country"] for o in organisations}
    for capability in capabilities:
        if capability["currency"]:
            assert capability["currency"] in money[country[capability["organisation"]]]


# --- evidence and status


def _stands(proof: Row) -> bool:
    return not proof["expiresOn"] or date.fromisoformat(proof["expiresOn"]) >= TODAY


def test_the_status_follows_from_the_evidence_except_where_it_contradicts_it(
    capabilities: list[Row], proofs: dict[str, list[Row]], contradictory: set[str]
) -> None:
    for capability in capabilities:
        shown = proofs[capability["id"]]
        if capability["id"] in contradictory:
            continue
        standing = any(_stands(proof) for proof in shown)
        possible = {"verified", "evidenced"} if standing else {"expired" if shown else "claimed"}
        assert capability["status"] in possible, capability["id"]


@pytest.mark.parametrize(("status", "share"), [("claimed", 0.10), ("expired", 0.12)])
def test_some_are_only_claimed_and_some_have_expired(
    capabilities: list[Row], status: str, share: float
) -> None:
    found = sum(c["status"] == status for c in capabilities) / len(capabilities)
    assert share - 0.02 <= found <= share + 0.02


def test_some_8_in_100_contradict_themselves(
    capabilities: list[Row], contradictory: set[str]
) -> None:
    assert contradictory <= {c["id"] for c in capabilities}
    assert 0.06 <= len(contradictory) / len(capabilities) <= 0.10


def test_the_best_level_without_any_proof_is_named_a_contradiction(
    capabilities: list[Row], proofs: dict[str, list[Row]], contradictory: set[str]
) -> None:
    bare = {c["id"] for c in capabilities if c["level"] == "5" and not proofs[c["id"]]}
    assert bare
    assert bare <= contradictory


def test_dates_are_plausible_on_the_demonstration_date(
    capabilities: list[Row], evidence: list[Row]
) -> None:
    for capability in capabilities:
        assert date(2024, 12, 1) <= date.fromisoformat(capability["recordedOn"]) < TODAY
        if capability["costOn"]:
            assert date(2024, 12, 1) <= date.fromisoformat(capability["costOn"]) < TODAY
        if capability["freeFrom"]:
            assert TODAY <= date.fromisoformat(capability["freeFrom"]) < date(2027, 12, 31)
    for proof in evidence:
        issued = date.fromisoformat(proof["issuedOn"])
        assert date(2014, 1, 1) < issued < TODAY, proof["id"]
        if proof["expiresOn"]:
            assert date.fromisoformat(proof["expiresOn"]) > issued, proof["id"]


def test_a_certificate_says_until_when_it_holds(evidence: list[Row]) -> None:
    kinds = {proof["kind"] for proof in evidence}
    assert kinds == {"certificate", "reference", "project", "audit"}
    assert all(p["expiresOn"] for p in evidence if p["kind"] in {"certificate", "audit"})


# --- planted on purpose


@pytest.mark.parametrize("competency", HOLES)
def test_a_planted_hole_stays_open(
    organisations: list[Row], capabilities: list[Row], competency: str
) -> None:
    region = {o["id"]: ITL.get(o["region"], o["region"]) for o in organisations}
    owners = {c["organisation"] for c in capabilities if c["competency"] == competency}
    assert owners
    assert all(HOLES[competency](region[owner]) for owner in owners)


@pytest.mark.parametrize("competency", ["antibody-production", "allergen-testing"])
def test_a_single_point_of_failure_is_one(capabilities: list[Row], competency: str) -> None:
    assert sum(c["competency"] == competency for c in capabilities) == 1


def test_the_biggest_sheet_metal_firm_lets_its_certificate_end_before_delivery(
    proofs: dict[str, list[Row]],
) -> None:
    (proof,) = proofs["dearne-sheet-and-tube--iso-13485-contract-manufacture"]
    assert proof["title"].startswith("ISO 13485")
    assert proof["expiresOn"] == "2027-02-15"


def test_ready_meals_without_gluten_are_enough_at_first_and_then_too_few(
    capabilities: list[Row],
) -> None:
    makers = [c for c in capabilities if c["competency"] == "ready-meal-production"]
    assert {(m["capacityUnit"], m["capacityPeriod"]) for m in makers} == {("portions", "week")}
    assert 40_000 <= sum(int(m["freeAmount"]) for m in makers) < 90_000


def test_three_stages_of_the_bracket_cost_less_than_its_target(capabilities: list[Row]) -> None:
    by_id = {c["id"]: c for c in capabilities}
    printing = by_id["bidasoa-metal-aditivo--metal-powder-bed-additive-manufacturing"]
    milling = by_id["hallam-five-axis--five-axis-cnc-milling"]
    assert (printing["costUnit"], printing["currency"]) == ("piece", "EUR")
    assert int(printing["freeAmount"]) >= 2500
    hours = 4 * float(milling["freeAmount"]) / 2500
    assert float(printing["costAmount"]) + 1.2 * hours * float(milling["costAmount"]) < 140
