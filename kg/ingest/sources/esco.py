"""ESCO: the European classification of skills, competences and occupations, version 1.1 on.

Reads the skills pillar of the official English CSV export. Occupations are not loaded.
"""

import re
from dataclasses import replace

from kg.ingest.table import Draft, LinkDraft, NodeDraft, Row, SourceFormat, Table
from kg.model import NodeRef

_BASE = re.compile(r"https?://data\.europa\.eu/esco/")

_CONCEPT_COLUMNS = {
    "uri": ("conceptUri",),
    "prefLabel": ("preferredLabel",),
    "altLabel": ("altLabels",),
    "description": ("description",),
}
# The export writes one label per line.
_ONE_PER_LINE = frozenset({"altLabel"})


def esco_format() -> SourceFormat:
    """Skill groups and skills, then the hierarchy and what goes together."""
    return SourceFormat(
        "esco",
        (
            Table(
                name="esco.group",
                files=("skillGroups_en.csv",),
                columns=_CONCEPT_COLUMNS,
                required=frozenset(_CONCEPT_COLUMNS),
                key=("uri",),
                derive=group,
                one_per_line=_ONE_PER_LINE,
            ),
            Table(
                name="esco.skill",
                files=("skills_en.csv",),
                columns={**_CONCEPT_COLUMNS, "definition": ("definition",)},
                required=frozenset(_CONCEPT_COLUMNS),
                key=("uri",),
                derive=concept,
                one_per_line=_ONE_PER_LINE,
            ),
            Table(
                name="esco.broader",
                # The second name is that of version 1.2.
                files=("broaderRelationsSkillPillar.csv", "broaderRelationsSkillPillar_en.csv"),
                columns={"uri": ("conceptUri",), "broader": ("broaderUri",)},
                required=frozenset({"uri", "broader"}),
                key=("uri", "broader"),
                derive=broader,
            ),
            Table(
                name="esco.related",
                files=("skillSkillRelations.csv", "skillSkillRelations_en.csv"),
                columns={"uri": ("originalSkillUri",), "related": ("relatedSkillUri",)},
                required=frozenset({"uri", "related"}),
                key=("uri", "related"),
                derive=related,
            ),
        ),
    )


def group(row: Row) -> Draft:
    """A group of skills: a competency too, so that the hierarchy is one."""
    drafted = concept(row)
    marked = (replace(n, properties={**n.properties, "isGroup": "true"}) for n in drafted.nodes)
    return replace(drafted, nodes=tuple(marked))


def concept(row: Row) -> Draft:
    """A skill, or what a group of skills has in common with one."""
    node = NodeDraft(
        "Competency",
        concept_id(row.get("uri")),
        {
            "prefLabel": row.get("prefLabel"),
            "altLabel": [a for a in row.list("altLabel") if a != row.get("prefLabel")],
            # Few skills have a definition beside their description; it is the stricter wording.
            "definition": row.get("definition") or row.get("description"),
        },
        {"id": "uri"},
    )
    return Draft((node,))


def broader(row: Row) -> Draft:
    """The group or the skill that a concept is a special case of."""
    return _link("BROADER", row, "broader")


def related(row: Row) -> Draft:
    """A skill that is essential or useful for another."""
    return _link("RELATED", row, "related")


def concept_id(uri: str | None) -> str:
    """`esco:` and what follows the name space: a UUID, a code such as S1.2.3, `isced-f-0715`."""
    local = _BASE.sub("", uri or "").removeprefix("skill/")
    return f"esco:{local.replace('/', '-')}" if local else ""


def competency_id(source: str, name: str) -> str:
    """The id of a competency that a file of a source names: its own, or one of ESCO.

    ESCO is named by `esco:` and what follows, or by the address of the concept.
    """
    if _BASE.match(name):
        return concept_id(name)
    return name if name.startswith("esco:") else f"{source}:{name}"


def _link(type_: str, row: Row, column: str) -> Draft:
    start, end = concept_id(row.get("uri")), concept_id(row.get(column))
    # The export has a skill that goes with itself; such a row is kept, and states nothing.
    if start == end:
        return Draft()
    # Not required: the export relates some groups that it does not list.
    ends = NodeRef("Competency", start), NodeRef("Competency", end)
    return Draft(links=(LinkDraft(type_, *ends, column),))
