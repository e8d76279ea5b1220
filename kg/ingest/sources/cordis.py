"""CORDIS: projects of the European framework programmes and who took part in them.

Two layouts: three files, keyed by `rcn` or by project id, and the official export of two files,
`project.csv` and `organization.csv`, whose rows are participations that repeat the organisation.
An rcn and a project id are numbers of different ranges, so they never name the same node.
A participation becomes a derived capability: having done a project together is a claim to its
subject, the weaker the more organisations share it.
"""

import re
from pathlib import Path

from kg.ingest.clean import clean_code, clean_date, clean_number
from kg.ingest.sources.organisation_kind import organisation_kind
from kg.ingest.table import Draft, LinkDraft, NodeDraft, Row, SourceFormat, Table
from kg.model import NodeRef

UNKNOWN = frozenset({"NA"})
LONGEST_HEADER = 10_000

ORGANISATION_COLUMNS = {
    "pic": ("pic", "organisationid", "id"),
    "name": ("name",),
    "short_name": ("short_name", "shortname"),
    "activity_type": ("activity_type", "activitytype"),
    "country": ("country",),
    "city": ("city",),
    "post_code": ("post_code", "postcode"),
    "nuts3": ("nuts3", "nutscode"),
    "nuts2": ("nuts2",),
    "geo": ("geo", "geolocation"),
    "sme": ("sme",),
    "url": ("url", "organizationurl"),
}
PROJECT_COLUMNS = {
    "acronym": ("acronym",),
    "title": ("title",),
    "topic_code": ("topic_code", "topics", "topic"),
    "topic_description": ("topic_description",),
    "objective": ("objective",),
    "theme": ("theme",),
    "start_date": ("start_date", "startdate"),
    "end_date": ("end_date", "enddate"),
    "total_cost": ("total_cost", "totalcost"),
    "n_participants": ("n_participants",),
}
PARTICIPATION_COLUMNS = {
    "role": ("role",),
    "contribution": ("contribution", "eccontribution"),
}


def cordis_formats(path: Path) -> tuple[SourceFormat, ...]:
    """The formats in which a folder may be read: by project id where the participations have it."""
    try:
        with (path / "participations.csv").open(encoding="utf-8", errors="replace") as stream:
            header = stream.readline(LONGEST_HEADER).lower()
    except OSError:
        header = ""
    by_id = "projectid" in re.split(r'[\s"]*[,;|\t\s][\s"]*', header.strip('\ufeff" \n'))
    return (cordis_format(by_id=by_id), exported_cordis_format())


def cordis_format(*, by_id: bool = False) -> SourceFormat:
    """Three files: organisations, projects, participations."""
    name = "cordis-by-id" if by_id else "cordis"
    organisations = Table(
        name=f"{name}.organisation",
        files=("organisations.csv",),
        columns=ORGANISATION_COLUMNS,
        required=frozenset({"pic", "name", "activity_type", "country"}),
        key=("pic",),
        derive=organisation,
        unknown=UNKNOWN,
    )
    key = "project" if by_id else "rcn"
    projects = Table(
        name=f"{name}.project",
        files=("projects.csv",),
        columns={key: ("id", "project_id") if by_id else ("rcn",), **PROJECT_COLUMNS},
        required=frozenset({key, "title"}),
        key=(key,),
        derive=project,
        unknown=UNKNOWN,
    )
    participations = Table(
        name=f"{name}.participation",
        files=("participations.csv",),
        columns={
            key: ("projectid",) if by_id else ("rcn",),
            "pic": ORGANISATION_COLUMNS["pic"],
            **PARTICIPATION_COLUMNS,
        },
        required=frozenset({key, "pic"}),
        key=(key, "pic"),
        derive=participation,
        unknown=UNKNOWN,
    )
    return SourceFormat(name, (organisations, projects, participations))


def exported_cordis_format() -> SourceFormat:
    """The official export: `project.csv`, and `organization.csv` with a row a participation."""
    projects = Table(
        name="cordis-export.project",
        files=("project.csv", "cordis-h2020projects.csv"),
        columns={"project": ("id",), **PROJECT_COLUMNS},
        required=frozenset({"project", "title"}),
        key=("project",),
        derive=project,
        unknown=UNKNOWN,
    )
    organisations = Table(
        name="cordis-export.organisation",
        files=("organization.csv", "cordis-h2020organizations.csv"),
        columns={"project": ("projectid",), **ORGANISATION_COLUMNS, **PARTICIPATION_COLUMNS},
        required=frozenset({"project", "pic", "name", "activity_type", "country"}),
        key=("project", "pic"),
        derive=organisation_in_project,
        unknown=UNKNOWN,
    )
    return SourceFormat("cordis-export", (projects, organisations))


def organisation(row: Row) -> Draft:
    """An organisation and the region of its seat."""
    ref = _organisation(row)
    latitude, _, longitude = (row.get("geo") or "").strip("()").partition(",")
    code = _region_code(row)
    node = NodeDraft(
        organisation_kind(row.get("activity_type"), row.get("name") or ""),
        ref.id,
        {
            "name": row.get("name") or f"PIC {row.get('pic')} (name unknown)",
            "alternativeName": [row.get("short_name") or ""] if row.get("short_name") else [],
            "country": row.get("country"),
            "regionCode": code,
            "city": row.get("city"),
            "postalCode": row.get("post_code"),
            "latitude": latitude.strip(),
            "longitude": longitude.strip(),
            "website": row.get("url"),
            "isSme": (row.get("sme") or "").lower(),
        },
        {"regionCode": "nuts3", "latitude": "geo", "longitude": "geo", "isSme": "sme", "id": "pic"},
    )
    if code is None:
        return Draft((node,))
    seat = LinkDraft("LOCATED_IN", ref, NodeRef("Region", code), "nuts3")
    return Draft((node,), (seat,))


def project(row: Row) -> Draft:
    """A project, and the evidence that it is for those who took part."""
    ref, evidence = _project(row), _evidence(row)
    ends = clean_date(row.get("end_date"))
    node = NodeDraft(
        "Project",
        ref.id,
        {
            "title": row.get("title"),
            "acronym": row.get("acronym"),
            "topic": row.get("topic_code"),
            "topicDescription": row.get("topic_description"),
            "objective": row.get("objective"),
            "theme": row.get("theme"),
            "startsOn": clean_date(row.get("start_date")),
            "endsOn": ends,
            "totalCost": clean_number(row.get("total_cost")),
            "participants": row.get("n_participants"),
        },
        {
            "id": _key(row), "topic": "topic_code", "startsOn": "start_date",
            "endsOn": "end_date", "totalCost": "total_cost", "participants": "n_participants",
        },
    )  # fmt: skip
    proof = NodeDraft(
        "Evidence",
        evidence.id,
        {"kind": "project", "title": row.get("title"), "issuedOn": ends},
        {"issuedOn": "end_date"},
    )
    return Draft((node, proof), (LinkDraft("REFERS_TO", evidence, ref, _key(row)),))


def participation(row: Row) -> Draft:
    """An organisation's part in a project, and the capability derived from it."""
    organisation_ref, project_ref = _organisation(row), _project(row)
    capability = NodeRef("Capability", f"{organisation_ref.id}@{project_ref.id}")
    links = (
        LinkDraft(
            "PARTNERED_IN",
            organisation_ref,
            project_ref,
            _key(row),
            {"role": row.get("role"), "contribution": clean_number(row.get("contribution"))},
        ),
        LinkDraft("OFFERS", organisation_ref, capability, "pic", required=True),
        LinkDraft("EVIDENCED_BY", capability, _evidence(row), _key(row), required=True),
    )
    return Draft((NodeDraft("Capability", capability.id, {"status": "derived"}),), links)


def organisation_in_project(row: Row) -> Draft:
    """A row of the official export: an organisation and its part in one project."""
    who, part = organisation(row), participation(row)
    return Draft(who.nodes + part.nodes, who.links + part.links)


def _organisation(row: Row) -> NodeRef:
    return NodeRef("Organisation", f"pic:{row.get('pic')}")


def _project(row: Row) -> NodeRef:
    rcn = row.get("rcn")
    return NodeRef("Project", f"{row.source}:{f'rcn-{rcn}' if rcn else row.get('project')}")


def _key(row: Row) -> str:
    return "rcn" if row.get("rcn") else "project"


def _evidence(row: Row) -> NodeRef:
    return NodeRef("Evidence", f"{_project(row).id}:reference")


def _region_code(row: Row) -> str | None:
    return clean_code(row.get("nuts3") or row.get("nuts2") or row.get("country"))
