"""Member packages: a folder of tables in which a cluster organisation keeps its members."""

from kg.ingest.clean import clean_code
from kg.ingest.table import Draft, LinkDraft, NodeDraft, Row, SourceFormat, Table, same_names
from kg.model import NodeRef

ORGANISATION_COLUMNS = (
    "id", "kind", "name", "alternativeName", "description", "country", "region", "city",
    "latitude", "longitude", "sizeClass", "employees", "sector", "website",
)  # fmt: skip
COMPETENCY_COLUMNS = (
    "id", "prefLabel", "altLabel", "definition", "sectorGroup", "broader", "related",
)  # fmt: skip
CAPABILITY_COLUMNS = (
    "id", "organisation", "competency", "text", "level", "core", "status", "recordedOn",
)  # fmt: skip
EVIDENCE_COLUMNS = ("id", "capability", "kind", "title", "issuer", "issuedOn", "expiresOn")


def members_format() -> SourceFormat:
    """Organisations, competencies, capabilities and evidence, in this order."""
    return SourceFormat(
        "members",
        (
            Table(
                name="members.organisation",
                files=("organisations.csv",),
                columns=same_names(ORGANISATION_COLUMNS),
                required=frozenset({"id", "kind", "name"}),
                key=("id",),
                derive=organisation,
                is_strict=True,
            ),
            Table(
                name="members.competency",
                files=("competencies.ttl", "competencies.csv"),
                columns=same_names(COMPETENCY_COLUMNS),
                required=frozenset({"id", "prefLabel"}),
                key=("id",),
                derive=competency,
                is_strict=True,
            ),
            Table(
                name="members.capability",
                files=("capabilities.csv",),
                columns=same_names(CAPABILITY_COLUMNS),
                required=frozenset({"id", "organisation", "text", "status"}),
                key=("id",),
                derive=capability,
                is_strict=True,
            ),
            Table(
                name="members.evidence",
                files=("evidence.csv",),
                columns=same_names(EVIDENCE_COLUMNS),
                required=frozenset({"id", "capability", "kind", "title"}),
                key=("id",),
                derive=evidence,
                is_strict=True,
            ),
        ),
    )


def organisation(row: Row) -> Draft:
    """A member or other organisation, its seat and its sector."""
    ref = NodeRef("Organisation", row.scoped("id"))
    code = clean_code(row.get("region"))
    plain = (
        "name", "description", "country", "city", "latitude", "longitude", "sizeClass",
        "employees", "website",
    )  # fmt: skip
    properties = {name: row.get(name) for name in plain}
    nodes = [
        NodeDraft(
            row.get("kind") or "Organisation",
            ref.id,
            {**properties, "alternativeName": row.list("alternativeName"), "regionCode": code},
            {"regionCode": "region"},
            within="Organisation",
        )
    ]
    links = []
    if code:
        links.append(LinkDraft("LOCATED_IN", ref, NodeRef("Region", code), "region"))
    for sector in row.list("sector"):
        nodes.append(NodeDraft("Sector", sector, {}, {"id": "sector"}))
        links.append(LinkDraft("OPERATES_IN", ref, NodeRef("Sector", sector), "sector"))
    return Draft(tuple(nodes), tuple(links))


def competency(row: Row) -> Draft:
    """A competency and its place in the vocabulary."""
    ref = NodeRef("Competency", row.scoped("id"))
    node = NodeDraft(
        "Competency",
        ref.id,
        {
            "prefLabel": row.get("prefLabel"),
            "altLabel": row.list("altLabel"),
            "definition": row.get("definition"),
            "sectorGroup": row.get("sectorGroup"),
        },
    )
    links = [
        LinkDraft(type_, ref, NodeRef("Competency", f"{row.source}:{other}"), column)
        for type_, column in (("BROADER", "broader"), ("RELATED", "related"))
        for other in row.list(column)
    ]
    return Draft((node,), tuple(links))


def capability(row: Row) -> Draft:
    """What an organisation says it can do, and the competencies that it names."""
    ref = NodeRef("Capability", row.scoped("id"))
    organisation_ref = NodeRef("Organisation", row.scoped("organisation"))
    node = NodeDraft(
        "Capability",
        ref.id,
        {
            "text": row.get("text"),
            "level": row.get("level"),
            "isCore": row.get("core"),
            "status": row.get("status"),
            "recordedOn": row.get("recordedOn"),
        },
        {"isCore": "core"},
    )
    named = [
        LinkDraft(
            "OF", ref, NodeRef("Competency", f"{row.source}:{c}"), "competency", required=True
        )
        for c in row.list("competency")
    ]
    offer = LinkDraft("OFFERS", organisation_ref, ref, "organisation", required=True)
    return Draft((node,), (offer, *named))


def evidence(row: Row) -> Draft:
    """What supports a capability."""
    ref = NodeRef("Evidence", row.scoped("id"))
    names = ("kind", "title", "issuer", "issuedOn", "expiresOn")
    node = NodeDraft("Evidence", ref.id, {name: row.get(name) for name in names})
    proof = LinkDraft(
        "EVIDENCED_BY",
        NodeRef("Capability", row.scoped("capability")),
        ref,
        "capability",
        required=True,
    )
    return Draft((node,), (proof,))
