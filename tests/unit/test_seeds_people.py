"""The assessments and contacts of the demonstration cluster."""

import re
from collections import defaultdict

from tests.unit.seeds import ASSESSMENTS, CONTACTS, ORGANISATIONS, TODAY, full_members

# The reserved ranges of Ofcom, Bundesnetzagentur and Arcep; where a country reserves none, a
# number that begins with zeros, which no exchange connects.
FICTION = re.compile(
    r"\+44 (114 496 0|161 496 0|191 498 0|1632 960)\d{3}"
    r"|\+49 (30 23125|221 4710) \d{3}|\+33 4 65 71( \d\d){2}"
    r"|\+(48 00|420 000|39 000|34 000) 000 [\d ]+"
)


# --- assessments


def test_members_of_midas_north_are_assessed_in_finance_capability_and_ethics() -> None:
    assessed = {(row["organisation"], row["area"]) for row in ASSESSMENTS}
    for member in full_members("midas-north-cluster"):
        assert {(member, area) for area in ("finance", "capability", "ethics")} <= assessed


def test_readiness_is_assessed_in_all_four_dimensions_or_not_at_all() -> None:
    found = defaultdict(set)
    for row in ASSESSMENTS:
        assert bool(row["dimension"]) == (row["area"] == "readiness")
        if row["dimension"]:
            found[row["organisation"]].add(row["dimension"])
    assert {len(dimensions) for dimensions in found.values()} == {4}


def test_one_assessment_fails_some_have_expired_and_some_are_old_but_in_force() -> None:
    old = [row for row in ASSESSMENTS if row["assessedOn"] < "2024-12-01"]
    assert [row["id"] for row in ASSESSMENTS if int(row["score"]) < 50] == [
        "kaczawa-elektronika-finance-2026"
    ]
    assert len([row for row in ASSESSMENTS if row["expiresOn"] < TODAY]) > 15
    assert 2 <= len([row for row in old if row["expiresOn"] >= TODAY]) < len(old)
    assert all(row["assessedOn"] < min(row["expiresOn"], TODAY) for row in ASSESSMENTS)


# --- contacts


def test_contacts_write_from_the_domain_of_their_organisation() -> None:
    for row in CONTACTS:
        website = ORGANISATIONS[row["organisation"]]["website"]
        assert row["email"].partition("@")[2] == website.removeprefix("https://")
        assert website.endswith(".example")


def test_telephone_numbers_lead_nowhere() -> None:
    assert [row["phone"] for row in CONTACTS if not FICTION.fullmatch(row["phone"])] == []


def test_contacts_agreed_in_writing_and_their_ids_name_nobody() -> None:
    for row in CONTACTS:
        assert row["consentOn"] <= TODAY
        assert row["consentSource"]
        assert re.fullmatch(rf"{row['organisation']}--contact\d", row["id"])
