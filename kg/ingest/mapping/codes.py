"""What people call the values of a column that has only certain ones."""

from collections.abc import Mapping, Sequence

from kg.ingest.country_names import COUNTRIES
from kg.ingest.mapping.words import folded
from kg.ingest.suggestions import FALSE, TRUE, Choices
from kg.ingest.table import Column
from kg.ontology.schema import Datatype, Property, Schema

# What people write in short for the captions of the ontology, in English and German.
SHORT: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "sizeClass": {
        "micro": ("mikro", "kleinst", "Kleinstfirma"),
        "small": ("klein", "Kleinunternehmen", "S"),
        "medium": ("mittel", "mittelgroß", "M", "mid-size"),
        "large": ("groß", "Großunternehmen", "L"),
    },
    "kind": {
        "Firm": ("company", "enterprise", "Firma", "Betrieb"),
        "ResearchOrganisation": ("research", "university", "Forschung", "Hochschule", "Institut"),
        "PublicBody": ("public", "Behörde", "öffentlich"),
        "Association": ("Verein", "Verband"),
    },
}
TRUTH: Choices = {"true": tuple(TRUE), "false": tuple(FALSE)}


def choices_of(column: Column, prop: Property | None, schema: Schema) -> Choices:
    """The values that a column of ours may have, each with what it is called; or none."""
    if column.name == "country":
        return COUNTRIES
    if prop is not None and prop.datatype is Datatype.BOOLEAN:
        return TRUTH
    short = SHORT.get(column.name, {})
    if column.name == "kind":
        classes = (schema.classes[name] for name in schema.subclasses("Organisation"))
        found = {c.name: (c.caption, c.caption_de) for c in classes}
    elif prop is not None and prop.values:
        listed = schema.code_lists.get(prop.code_list or "")
        called = {e.code: (e.caption, e.caption_de) for e in listed.entries} if listed else {}
        found = {value: called.get(value, ("", "")) for value in prop.values}
    else:
        return {}
    return {code: (*names, *short.get(code, ())) for code, names in found.items()}


def read_codes(values: Sequence[str], choices: Choices) -> Mapping[str, str]:
    """The values that name one of the choices, in whatever letters, each with its code."""
    codes: dict[str, set[str]] = {}
    for code, names in choices.items():
        for name in filter(None, (code, *names)):
            codes.setdefault(folded(name), set()).add(code)
    found = {value: codes.get(folded(value), set()) for value in values}
    return {value: next(iter(named)) for value, named in found.items() if len(named) == 1}
