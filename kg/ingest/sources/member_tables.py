"""What each file of a member package is: a class of the ontology, and columns that name others."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reference:
    """A column that names other nodes, parted by `|`, each of which is a relationship.

    An incoming one leads from the node named to the row's own. What is not required may be
    loaded later. Of a single one a cell names no more than one.
    """

    column: str
    type: str
    example: str
    is_incoming: bool = False
    is_required: bool = False
    is_single: bool = False


@dataclass(frozen=True, slots=True)
class MemberTable:
    """A file with one row for each node of a class.

    `wanted` are columns without which a file is of no use, besides what the shape requires.
    """

    name: str
    files: tuple[str, ...]
    class_name: str
    references: tuple[Reference, ...] = ()
    wanted: tuple[str, ...] = ()


MEMBER_TABLES = (
    MemberTable(
        "organisation",
        ("organisations.csv",),
        "Organisation",
        (
            Reference("region", "LOCATED_IN", "UKE32"),
            Reference("sector", "OPERATES_IN", "25.62"),
        ),
        wanted=("kind",),
    ),
    MemberTable(
        "competency",
        ("competencies.ttl", "competencies.csv"),
        "Competency",
        (
            Reference("broader", "BROADER", ""),
            Reference("related", "RELATED", ""),
            Reference("exactMatch", "EXACT_MATCH", ""),
            Reference("closeMatch", "CLOSE_MATCH", ""),
            Reference("broadMatch", "BROAD_MATCH", ""),
        ),
    ),
    MemberTable(
        "capability",
        ("capabilities.csv",),
        "Capability",
        (
            Reference(
                "organisation",
                "OFFERS",
                "example-firm",
                is_incoming=True,
                is_required=True,
                is_single=True,
            ),
            Reference("competency", "OF", "example-milling", is_required=True),
        ),
        wanted=("organisation", "text"),
    ),
    MemberTable(
        "evidence",
        ("evidence.csv",),
        "Evidence",
        (
            Reference(
                "capability",
                "EVIDENCED_BY",
                "example-firm--example-milling",
                is_incoming=True,
                is_required=True,
            ),
        ),
        wanted=("capability",),
    ),
    MemberTable(
        "assessment",
        ("assessments.csv",),
        "Assessment",
        (
            Reference(
                "organisation",
                "ASSESSED_BY",
                "example-firm",
                is_incoming=True,
                is_required=True,
                is_single=True,
            ),
        ),
        wanted=("organisation",),
    ),
    MemberTable(
        "cluster",
        ("clusters.csv",),
        "Grouping",
        (Reference("operator", "OPERATED_BY", "example-firm"),),
        wanted=("kind",),
    ),
    MemberTable(
        "infrastructure",
        ("infrastructure.csv",),
        "Infrastructure",
        (
            Reference("user", "USES", "example-cluster", is_incoming=True),
            Reference("region", "SITED_IN", "UKE32", is_single=True),
        ),
    ),
    MemberTable(
        "stage",
        ("value_chains.csv",),
        "Stage",
        (
            Reference("chain", "STAGE_OF", "example-bakery", is_required=True, is_single=True),
            Reference("competency", "DRAWS_ON", "example-milling", is_required=True),
            Reference("after", "PRECEDES", "", is_incoming=True),
            Reference("performer", "PERFORMS", "example-firm", is_incoming=True),
        ),
        wanted=("chain",),
    ),
    MemberTable(
        "opportunity",
        ("opportunities.csv",),
        "Opportunity",
        (
            Reference("customer", "ISSUED_BY", "example-firm", is_single=True),
            Reference("region", "DELIVERED_IN", "UKE3"),
        ),
    ),
    MemberTable(
        "requirement",
        ("requirements.csv",),
        "Requirement",
        (
            Reference(
                "opportunity",
                "REQUIRES",
                "example-chairs",
                is_incoming=True,
                is_required=True,
                is_single=True,
            ),
            Reference("competency", "CALLS_FOR", "example-milling", is_required=True),
        ),
        wanted=("opportunity",),
    ),
    MemberTable(
        "hold",
        ("holds.csv",),
        "Hold",
        (
            Reference(
                "capability",
                "RESERVED_BY",
                "example-firm--example-milling",
                is_incoming=True,
                is_required=True,
                is_single=True,
            ),
            Reference(
                "opportunity", "HELD_FOR", "example-chairs", is_required=True, is_single=True
            ),
        ),
        wanted=("capability", "opportunity"),
    ),
    MemberTable(
        "contact",
        ("contacts.csv",),
        "Contact",
        (
            Reference(
                "organisation",
                "HAS_CONTACT",
                "example-firm",
                is_incoming=True,
                is_required=True,
                is_single=True,
            ),
        ),
        wanted=("organisation",),
    ),
)
