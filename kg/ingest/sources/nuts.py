"""NUTS: the European nomenclature of territorial units, Regulation (EC) 1059/2003.

Reads a table of labels (one row per code of 2021) and, where it lies beside it, the table of
code changes from 1999 on.
"""

import re

from kg.ingest.clean import clean_code
from kg.ingest.table import Draft, LinkDraft, NodeDraft, Row, SourceFormat, Table, same_names
from kg.model import NodeRef

CODE = re.compile(r"[A-Z]{2}[0-9A-Z]{0,3}")
EARLIER = ("code_1999", "code_2003", "code_2006", "code_2010", "code_2013", "code_2016")


def nuts_format() -> SourceFormat:
    """The labels in force, then the codes of earlier versions."""
    labels = Table(
        name="nuts.region",
        files=("nuts2021_labels.csv",),
        columns={
            "code": ("ref_area", "nuts_id", "code"),
            "level": ("nuts", "levl_code", "level"),
            "name": ("label", "nuts_name", "name"),
            "country": ("country", "cntr_code"),
        },
        required=frozenset({"code", "level", "name", "country"}),
        # The table lists some regions twice, under their local and their English name.
        key=("code", "name"),
        derive=region,
    )
    changes = Table(
        name="nuts.change",
        files=("nuts_changes_1999_2021.csv",),
        columns=same_names(("typology", "start_year", "end_year", *EARLIER, "code_2021")),
        required=frozenset({*EARLIER, "code_2021"}),
        key=("typology", "start_year", "end_year", *EARLIER, "code_2021"),
        derive=earlier_codes,
        is_key_partial=True,
    )
    return SourceFormat("nuts", (labels, changes), frozenset({changes.name}))


def region(row: Row) -> Draft:
    """A region and the region that it is part of.

    Aggregates such as EU27_2020 are no territorial units: the row is kept, and states nothing.
    """
    code = clean_code(row.get("code")) or ""
    if "_" in code:
        return Draft()
    node = NodeDraft(
        "Region",
        code,
        {
            "name": row.get("name"),
            "alternativeName": [row.get("name") or ""],
            "country": row.get("country"),
            "nutsLevel": (row.get("level") or "").removesuffix(".0"),
        },
        {"id": "code", "nutsLevel": "level"},
    )
    if len(code) <= len("XX"):
        return Draft((node,))
    above = LinkDraft("PART_OF", _region(code), _region(code[:-1]), "code")
    return Draft((node,), (above,))


def earlier_codes(row: Row) -> Draft:
    """The codes that an area bore before, each with the region that it is now."""
    now = clean_code(row.get("code_2021"))
    before = {clean_code(row.get(column)) for column in EARLIER} - {None, now}
    codes = sorted(code for code in before if code and CODE.fullmatch(code))
    nodes = tuple(NodeDraft("FormerRegion", code, {}) for code in codes)
    if now is None:
        return Draft(nodes)
    links = (
        LinkDraft("REPLACED_BY", NodeRef("FormerRegion", code), _region(now), "code_2021")
        for code in codes
    )
    return Draft(nodes, tuple(links))


def _region(code: str) -> NodeRef:
    return NodeRef("Region", code)
