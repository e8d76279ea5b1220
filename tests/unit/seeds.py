"""The tables of the demonstration cluster, and questions that several tests ask of them."""

import csv
import re
from pathlib import Path

SEEDS = Path(__file__).parents[2] / "data" / "seeds"
TODAY = "2026-12-01"
Row = dict[str, str]


def rows(name: str) -> list[Row]:
    with (SEEDS / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def names(cell: str) -> list[str]:
    """The values of a cell that holds several."""
    return [name.strip() for name in cell.split("|") if name.strip()]


def concepts() -> set[str]:
    """The ids of the competencies."""
    text = (SEEDS / "competencies.ttl").read_text(encoding="utf-8")
    return set(re.findall(r"(?m)^c:(\S+) a skos:Concept\b", text))


ORGANISATIONS = {row["id"]: row for row in rows("organisations")}
CLUSTERS = {row["id"]: row for row in rows("clusters")}
STAGES = {row["id"]: row for row in rows("value_chains")}
OPPORTUNITIES = {row["id"]: row for row in rows("opportunities")}
REQUIREMENTS = rows("requirements")
RELATIONSHIPS = rows("relationships")
ASSESSMENTS = rows("assessments")
CONTACTS = rows("contacts")
COMPETENCIES = concepts()
OFFERS = {(row["organisation"], row["competency"]) for row in rows("capabilities")}

CUSTOMERS = {
    "south-riding-hospitals", "zarzad-szkol-brynicy", "larkmoor-stores",
    "arratia-aeroestructuras", "striegis-automation",
}  # fmt: skip
SUB_SUPPLIERS = {
    "humber-glass-works", "brampton-upholstery", "stolarka-koszarawa", "giffre-poudres",
    "ennepe-antriebe", "odersko-doprava", "adriagamma-irradiazioni", "riseria-volano",
    "lippe-dispersionen", "rusztowania-szarlejka",
}  # fmt: skip


def region(organisation: str) -> str:
    return ORGANISATIONS[organisation]["region"].replace("TL", "UK")[:4]


def of_type(*types: str) -> list[Row]:
    return [row for row in RELATIONSHIPS if row["type"] in types]


def in_role(cluster: str, *roles: str) -> set[str]:
    """Who belongs to a cluster today."""
    return {
        row["from"]
        for row in of_type("MEMBER_OF")
        if row["to"] == cluster and not row["endsOn"] and (not roles or row["role"] in roles)
    }


def full_members(cluster: str) -> set[str]:
    return in_role(cluster, "member", "lead member")


def bearers(competency: str) -> set[str]:
    return {organisation for organisation, offered in OFFERS if offered == competency}
