"""One file per source format: its tables and what a row of each states."""

from kg.ingest.sources.cordis import cordis_format, exported_cordis_format
from kg.ingest.sources.esco import esco_format
from kg.ingest.sources.members import members_format
from kg.ingest.sources.nuts import nuts_format
from kg.ingest.sources.rdf import rdf_format
from kg.ingest.table import SourceFormat, Table
from kg.ontology.schema import Schema


def all_formats(schema: Schema) -> tuple[SourceFormat, ...]:
    """Every format that records in a graph may come from."""
    return (
        nuts_format(),
        esco_format(),
        cordis_format(),
        cordis_format(by_id=True),
        exported_cordis_format(),
        members_format(schema),
        rdf_format(schema),
    )


def all_tables(schema: Schema) -> dict[str, Table]:
    """The tables of all formats by name: a stored record names its table."""
    return {table.name: table for format_ in all_formats(schema) for table in format_.tables}
