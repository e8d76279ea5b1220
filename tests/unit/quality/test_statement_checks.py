"""Each check of what is stated, kept and broken, on the smallest graph that shows it."""

import datetime as dt
from typing import Any

import pytest

from kg.quality.checks import CHECKS
from tests.unit.quality.surveys import TODAY, TOMORROW, YESTERDAY, a, found, ids, link, seat


def test_every_check_says_in_one_sentence_what_is_doubtful() -> None:
    assert len({check.name for check in CHECKS}) == len(CHECKS)
    for check in CHECKS:
        assert check.says.endswith(".")
        assert len(check.says) > len(check.name)


@pytest.mark.parametrize(
    ("ends", "is_broken"),
    [
        ((), False),
        ((None,), False),
        ((TODAY,), False),
        ((YESTERDAY,), True),
        ((YESTERDAY, TOMORROW), False),
        ((YESTERDAY, None), False),
        ((dt.date(2020, 1, 1), YESTERDAY), True),
    ],
)
def test_a_capability_has_evidence_that_has_not_expired(
    ends: tuple[dt.date | None, ...], is_broken: bool
) -> None:
    capability = a("Capability", "k")
    proofs = [
        a("Evidence", f"e{n}", **({"expiresOn": day} if day else {})) for n, day in enumerate(ends)
    ]
    links = [link(capability, "EVIDENCED_BY", proof) for proof in proofs]
    findings = found("evidenceExpired", capability, *proofs, *links)
    assert [(f.node.id, f.value) for f in findings] == [("k", "2026-11-15")] * is_broken


def test_nobody_supplies_itself() -> None:
    firm, other = a("Firm", "f"), a("Firm", "g")
    assert found("relationToItself", firm, other, link(firm, "SUPPLIES", other)) == []
    [finding] = found("relationToItself", firm, link(firm, "SUPPLIES", firm))
    assert (finding.node.id, finding.term, finding.sources) == ("f", "SUPPLIES", ("demo",))


@pytest.mark.parametrize(
    ("stated", "is_broken"),
    [
        ({"sizeClass": "micro", "employees": 9}, False),
        ({"sizeClass": "micro", "employees": 10}, True),
        ({"sizeClass": "micro", "employees": 10_000}, True),
        ({"sizeClass": "small", "employees": 10}, False),
        ({"sizeClass": "small", "employees": 9}, True),
        ({"sizeClass": "medium", "employees": 249}, False),
        ({"sizeClass": "large", "employees": 250}, False),
        ({"sizeClass": "large", "employees": 249}, True),
        ({"sizeClass": "large"}, False),
        ({"employees": 10_000}, False),
        ({"isSme": True, "employees": 249}, False),
        ({"isSme": True, "employees": 250}, True),
        ({"isSme": True, "sizeClass": "large"}, True),
        ({"isSme": False, "employees": 3}, False),
    ],
)
def test_a_head_count_fits_the_size(stated: dict[str, Any], is_broken: bool) -> None:
    findings = found("sizeAgainstEmployees", a("Firm", "f", **stated))
    assert ids(findings) == ["f"] * is_broken


def test_the_head_counts_of_a_size_class_are_named() -> None:
    [finding] = found("sizeAgainstEmployees", a("Firm", "f", sizeClass="micro", employees=10_000))
    assert (finding.value, finding.reason) == ("10000", "the size class micro has 0 to 9")


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("80331", None),
        ("D-80331", None),
        ("S9 3XA", "no postal code of DE, but one of UK"),
        ("NL 1012 AB", "no postal code of DE, but one of NL"),
        ("803311", "no postal code of DE"),
    ],
)
def test_a_postal_code_is_one_of_its_country(code: str, reason: str | None) -> None:
    findings = found("postalCodeOfAnotherCountry", *seat("f", "DE212", postalCode=code))
    assert [f.reason for f in findings] == ([reason] if reason else [])


def test_a_postal_code_that_has_lost_its_zero_is_told_with_it() -> None:
    parts = seat("f", "DED21", postalCode="1099")
    [finding] = found("postalCodeWithoutZeros", *parts)
    assert (finding.value, finding.reason) == ("1099", "too short for DE; perhaps 01099")
    assert found("postalCodeOfAnotherCountry", *parts) == []
    assert found("postalCodeWithoutZeros", *seat("f", "DED21", postalCode="01099")) == []


def test_damaged_text_is_told_of_any_class_and_of_each_of_many_values() -> None:
    firm = a("Firm", "f", name="München", alternativeName=("Ok", "MÃ¼nchen"))
    findings = found("damagedText", firm, a("Project", "p", title="One_x000D_Two"))
    assert [(f.node.id, f.term) for f in findings] == [("f", "alternativeName"), ("p", "title")]


def test_what_is_sealed_or_written_by_the_product_is_not_looked_at() -> None:
    contact = a("Contact", "c", sealed="MÃ¼nchen")
    assert found("damagedText", contact, a("Load", "l", state="_x000D_")) == []
