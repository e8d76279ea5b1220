"""Which findings make a node doubtful for who ranks it."""

from kg.model import NodeRef
from kg.quality.checks import CHECKS
from kg.quality.doubts import MOST_REASONS, find_doubts
from tests.unit.quality.surveys import YESTERDAY, a, link, survey

RANKED = ("Capability", "Organisation")
FIRM = NodeRef("Organisation", "f")


def test_each_finding_is_a_reason_with_its_value() -> None:
    firm = a("Firm", "f", sizeClass="micro", employees=10_000, name="MÃ¼ller")
    size, text = find_doubts(survey(firm), CHECKS, RANKED)[FIRM]
    assert size == "employees 10000: the size class micro has 0 to 9"
    assert text.startswith("name MÃ¼ller: ")


def test_what_is_sound_and_what_is_not_ranked_is_not_named() -> None:
    parts = (a("Firm", "f", name="Müller"), a("Project", "p", title="MÃ¼ller"))
    assert find_doubts(survey(*parts), CHECKS, RANKED) == {}


def test_expired_evidence_is_left_to_its_own_feature() -> None:
    capability, proof = a("Capability", "k"), a("Evidence", "e", expiresOn=YESTERDAY)
    parts = (capability, proof, link(capability, "EVIDENCED_BY", proof))
    assert find_doubts(survey(*parts), CHECKS, RANKED) == {}


def test_a_node_has_only_so_many_reasons() -> None:
    firm = a("Firm", "f", alternativeName=tuple(f"MÃ¼ller {n}" for n in range(20)))
    assert len(find_doubts(survey(firm), CHECKS, RANKED)[FIRM]) == MOST_REASONS
