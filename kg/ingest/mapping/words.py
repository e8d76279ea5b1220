"""The words under which a column of ours may be known elsewhere."""

import re
import unicodedata
from collections.abc import Mapping

from kg.ingest.sources.member_tables import MEMBER_TABLES
from kg.ingest.table import Column, Table
from kg.ontology.schema import NodeClass, Property, Schema

# What people call a column, in English and German, besides its name and captions.
SYNONYMS: Mapping[str, tuple[str, ...]] = {
    "id": (
        "number",
        "key",
        "identifier",
        "nr",
        "nummer",
        "kundennummer",
        "mitgliedsnummer",
        "firmennummer",
        "no",
    ),
    "kind": ("type", "class", "art", "typ"),
    "name": ("company", "company name", "organisation", "firma", "firmenname", "unternehmen"),
    "city": ("town", "place", "ort", "stadt"),
    "postalCode": ("zip", "zip code", "postcode", "plz"),
    "street": ("address", "street address", "strasse", "adresse", "anschrift"),
    "country": ("country code", "land", "staat", "länderkennzeichen"),
    "region": ("nuts", "nuts code", "nuts 3", "region code"),
    "website": ("url", "homepage", "web", "internet", "webseite"),
    "employees": ("staff", "headcount", "mitarbeiter", "beschäftigte", "mitarbeiterzahl"),
    "description": ("about", "profile", "beschreibung", "profil"),
    "sizeClass": ("size", "größe", "unternehmensgröße", "betriebsgröße"),
    "sector": ("industry", "nace", "nace code", "branche", "branchen", "wirtschaftszweig"),
    "foundedIn": ("founded", "year founded", "gründungsjahr", "gründung", "gegründet"),
    "email": ("e-mail", "mail", "email address", "e-mail-adresse"),
    "phone": ("telephone", "tel", "telefon", "telefonnummer"),
    "vatNumber": ("vat", "vat id", "ust-id", "ustid", "ust-idnr", "umsatzsteuer-id"),
    "text": ("description", "capability", "leistung", "kompetenz", "beschreibung"),
    "organisation": ("company id", "member", "firma", "firmennummer", "mitglied"),
    "recordedOn": ("date", "datum", "stand"),
    "status": ("state", "zustand"),
}
TABLE_WORDS: Mapping[str, tuple[str, ...]] = {
    "organisations": ("organizations", "companies", "firms", "members", "firmen", "unternehmen",
                      "mitglieder", "kunden"),
    "capabilities": ("skills", "services", "leistungen", "kompetenzen", "fähigkeiten"),
    "contacts": ("people", "persons", "ansprechpartner", "kontakte", "personen"),
    "evidence": ("certificates", "proofs", "nachweise", "zertifikate"),
    "clusters": ("netzwerke", "networks"),
    "opportunities": ("tenders", "ausschreibungen", "chancen"),
    "requirements": ("needs", "anforderungen"),
    "relationships": ("relations", "links", "beziehungen"),
}  # fmt: skip


def folded(name: str) -> str:
    """A name as it is compared: without case, accents and signs."""
    plain = unicodedata.normalize("NFKD", name.casefold().replace("ß", "ss"))
    for letter in "aou":
        plain = plain.replace(f"{letter}e", letter)
    return re.sub(r"[^a-z0-9]", "", plain)


def properties_of(table: Table, schema: Schema) -> Mapping[str, Property]:
    """The properties that are columns of a table, by the names of these."""
    classes: list[NodeClass] = [
        schema.classes[member.class_name]
        for member in MEMBER_TABLES
        if f"members.{member.name}" == table.name
    ]
    found = {prop.name: prop for c in classes for prop in c.properties}
    return {name: found[name] for name in table.columns if name in found}


def words_of(column: Column, prop: Property | None) -> Mapping[str, str]:
    """The folded names of a column, each with what kind of name it is."""
    words = {folded(word): "a synonym" for word in SYNONYMS.get(column.name, ())}
    if prop is not None:
        words[folded(prop.caption_de)] = "its German caption"
        words[folded(prop.caption)] = "its caption"
    words.update({folded(name): "a former name" for name in column.former_names})
    words[folded(column.name)] = "its name"
    words.pop("", None)
    return words
