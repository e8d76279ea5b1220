"""A faulty ontology is refused, and the message names the term."""

from importlib import resources
from pathlib import Path

import pytest

from kg.errors import OntologyError
from kg.ontology.rdf import read_schema
from kg.ontology.schema import Schema


def read_edited(folder: Path, name: str, before: str, after: str) -> Schema:
    """The schema of a copy of the shipped files in which one passage is another."""
    for file in resources.files("kg.ontology").iterdir():
        if file.name.endswith(".ttl"):
            text = file.read_text(encoding="utf-8")
            if file.name == name:
                assert before in text
                text = text.replace(before, after, 1)
            (folder / file.name).write_text(text, encoding="utf-8")
    return read_schema(sorted(folder.glob("*.ttl")))


def test_a_copy_of_the_shipped_files_is_accepted(tmp_path: Path) -> None:
    assert "Firm" in read_edited(tmp_path, "terms.ttl", "indexed", "indexed").classes


BAD_SECTOR = 'vc:Bad-Sector a owl:Class ; rdfs:label "b"@en, "b"@de ; skos:definition "b"@en . '
NO_ONES = 'vc:noOnes a skos:ConceptScheme; rdfs:label "n"@en, "k"@de; skos:definition "n"@en. '
FAULTS = {
    "a deleted label": (
        "places.ttl",
        'rdfs:label "sector"@en , "Wirtschaftszweig"@de ;',
        "",
        "vc:Sector lacks an English rdfs:label",
    ),
    "a label in German only": (
        "places.ttl", '"sector"@en , ', "", "vc:Sector lacks an English rdfs:label",
    ),
    "a deleted definition": (
        "places.ttl",
        'skos:definition "The region one level up."@en ;',
        "",
        "vc:partOf lacks an English skos:definition",
    ),
    "a range that is defined nowhere": (
        "places.ttl",
        "rdfs:domain vc:Region ; rdfs:range vc:Region",
        "rdfs:domain vc:Region ; rdfs:range vc:Regoin",
        "vc:Regoin is used but nowhere defined",
    ),
    "a range that is no class of ours": (
        "places.ttl",
        "rdfs:domain vc:Region ; rdfs:range vc:Region",
        "rdfs:domain vc:Region ; rdfs:range schema:Place",
        "vc:partOf: rdfs:range https://schema.org/Place is no class",
    ),
    "no domain": (
        "places.ttl", "rdfs:domain vc:Region ; ", "", "vc:partOf: rdfs:domain None is no class",
    ),
    "a shape of an unknown target": (
        "places.ttl",
        "sh:targetClass vc:Sector",
        "sh:targetClass schema:Sector",
        "shape vc:SectorShape targets https://schema.org/Sector",
    ),
    "a class without a shape": (
        "places.ttl", "sh:targetClass vc:Sector", "sh:targetClass vc:Region",
        "vc:Sector has no shape",
    ),
    "a misspelt term": (
        "places.ttl", "vc:indexed true", "vc:indexd true", "vc:indexd is used but nowhere defined",
    ),
    "a path that is no property": (
        "places.ttl", "sh:path vc:nutsLevel", "sh:path schema:level",
        "shape vc:RegionShape has a path https://schema.org/level",
    ),
    "a misspelt term of another vocabulary": (
        "places.ttl", "rdfs:subClassOf skos:Concept", "rdfs:subClassOf skos:Concpet",
        "http://www.w3.org/2004/02/skos/core#Concpet is no term of its vocabulary",
    ),
    "a misspelt predicate": (
        "organisations.ttl", "rdfs:subPropertyOf", "rdfs:subPropertOf",
        "rdf-schema#subPropertOf is no term of its vocabulary",
    ),
    "a misspelt term of a vocabulary that is not listed whole": (
        "organisations.ttl", "schema:alternateName", "schema:alternatName",
        "https://schema.org/alternatName is no term that is known",
    ),
    "a shape without a name": (
        "places.ttl", "vc:SectorShape a sh:NodeShape",
        "[] sh:targetClass vc:Sector . vc:SectorShape a sh:NodeShape",
        "is a shape, but no sh:NodeShape named vc:",
    ),
    "two targets": (
        "places.ttl", "sh:targetClass vc:Sector", "sh:targetClass vc:Sector , vc:Region",
        "vc:SectorShape: sh:targetClass is stated 2 times",
    ),
    "two patterns": (
        "places.ttl", 'sh:pattern "^[A-Z]{2}$"', 'sh:pattern "^[A-Z]{2}$" , "^D"',
        "sh:pattern is stated 2 times",
    ),
    "two domains": (
        "places.ttl", "rdfs:domain vc:Region ; rdfs:range vc:Region",
        "rdfs:domain vc:Region , vc:Sector ; rdfs:range vc:Region", "rdfs:domain is stated 2 times",
    ),
    "bounds that no number keeps": (
        "places.ttl", "sh:minInclusive 0 ; sh:maxInclusive 3",
        "sh:minInclusive 4 ; sh:maxInclusive 3",
        "vc:nutsLevel: sh:minInclusive is above sh:maxInclusive",
    ),
    "a value that nothing acts upon": (
        "code_lists.ttl", 'skos:notation "claimed"', 'skos:notation "disputed"',
        "vc:capabilityStatuses: nothing knows what 'disputed' means",
    ),
    "a query that hides a word": (
        "rules.ttl", "SELECT $this WHERE { $this vc:precedes+ $this }",
        "SELECT $this WHERE { SERV\\\\u0049CE <http://x/> { ?s ?p ?o } }", "is refused",
    ),
    "a query with a misspelt term": (
        "rules.ttl", "$this vc:precedes+ $this", "$this vc:precedess+ $this",
        "vc:stagesAreAcyclic: vc:precedess of its query is nowhere defined",
    ),
    "a rule that is more than a query": (
        "rules.ttl", 'sh:select "SELECT $this WHERE { $this vc:precedes+',
        'sh:ask "ASK {}" ; sh:select "SELECT $this WHERE { $this vc:precedes+',
        "http://www.w3.org/ns/shacl#ask is not supported here",
    ),
    "a name that is none": (
        "places.ttl", "vc:Sector a owl:Class ;", BAD_SECTOR + "vc:Sector a owl:Class ;",
        "vc:Bad-Sector: a name has letters and digits only",
    ),
    "a SHACL term that is not held": (
        "places.ttl", "sh:minInclusive 0", "sh:minExclusive 0",
        "vc:RegionShape, vc:nutsLevel: http://www.w3.org/ns/shacl#minExclusive is not supported",
    ),
    "a maximum other than one": (
        "places.ttl", "sh:maxCount 1", "sh:maxCount 2", "sh:maxCount may only be 1 or absent",
    ),
    "an unknown datatype": (
        "competencies.ttl", "sh:datatype xsd:date ;", "sh:datatype xsd:gYear ;",
        "vc:recordedOn: datatype http://www.w3.org/2001/XMLSchema#gYear is not supported",
    ),
    "an attribute without a datatype": (
        "relationships.ttl", "sh:path vc:role ; sh:datatype xsd:string ;", "sh:path vc:role ;",
        "vc:role: datatype None is not supported",
    ),
    "an attribute that is no property": (
        "organisations.ttl", "vc:attribute vc:role ,", "vc:attribute vc:Firm ,",
        "vc:partneredIn: attribute https://virtual-cluster.example/ontology#Firm is no property",
    ),
    "a class above itself": (
        "organisations.ttl", "rdfs:subClassOf vc:Organisation ,", "rdfs:subClassOf vc:Firm ,",
        "vc:Firm is a class above itself",
    ),
    "two classes above": (
        "organisations.ttl", "rdfs:subClassOf vc:Organisation ,",
        "rdfs:subClassOf vc:Organisation , vc:PublicBody ,",
        "vc:Firm has more than one class above it",
    ),
    "an unknown kind of relation": (
        "places.ttl", 'vc:relationKind "spatial"', 'vc:relationKind "spacial"',
        "vc:replacedBy: relation kind 'spacial' is none of vertical,",
    ),
    "a closed shape": (
        "places.ttl", "sh:targetClass vc:Sector ;", "sh:targetClass vc:Sector ; sh:closed true ;",
        "shape vc:SectorShape: http://www.w3.org/ns/shacl#closed is not supported",
    ),
    "a misspelt term of SHACL": (
        "places.ttl", "sh:targetClass vc:Sector ;\n    sh:property",
        "sh:targetClass vc:Sector ;\n    sh:properti",
        "shape vc:SectorShape: http://www.w3.org/ns/shacl#properti is not supported",
    ),
    "a pattern that is none": (
        "places.ttl", '"^([A-U]|', '"^(([A-U]|', "[A-U]|",
    ),
    "a count that is no number": (
        "places.ttl", "sh:minCount 1 ", 'sh:minCount "abc" ', "'abc'",
    ),
    "an empty list of values": (
        "competencies.ttl", "vc:valuesFrom vc:evidenceKinds", "sh:in ()",
        "sh:in is empty, so nothing could be valid",
    ),
    "a code list without values": (
        "code_lists.ttl", "vc:sizeClasses a skos:ConceptScheme",
        NO_ONES + "vc:sizeClasses a skos:ConceptScheme",
        "vc:noOnes has no concept",
    ),
    "a value that is listed twice": (
        "code_lists.ttl", 'skos:notation "small"', 'skos:notation "micro"',
        "vc:sizeClasses has the notation 'micro' twice",
    ),
    "a value without a place": (
        "code_lists.ttl", 'skos:notation "small" ; vc:position 2', 'skos:notation "small"',
        "vc:sizeClasses-small lacks a vc:position",
    ),
    "a value without a notation": (
        "code_lists.ttl", 'skos:notation "small" ; ', "", "lacks a skos:notation",
    ),
    "a value of a list that is none": (
        "code_lists.ttl", 'skos:inScheme vc:sizeClasses ; skos:notation "small"',
        'skos:inScheme skos:Concept ; skos:notation "small"',
        "vc:sizeClasses-small is in no scheme",
    ),
    "values from what is no list": (
        "organisations.ttl", "vc:valuesFrom vc:sizeClasses", "vc:valuesFrom vc:Firm",
        "vc:sizeClass: https://virtual-cluster.example/ontology#Firm is no code list",
    ),
    "a stance that is none": (
        "relationships.ttl", 'vc:stance "competitive"', 'vc:stance "friendly"',
        "vc:competesWith: stance 'friendly' is none of cooperative, competitive",
    ),
    "a rule that no shape has": (
        "rules.ttl", "sh:sparql vc:sharesSumToOne", "sh:sparql vc:stagesAreAcyclic",
        "vc:sharesSumToOne is held by no shape",
    ),
    "a constraint that is no rule of ours": (
        "rules.ttl", "sh:sparql vc:sharesSumToOne", 'sh:sparql [ sh:select "SELECT $this {}" ]',
        "is no vc:Rule, so nobody would hold it",
    ),
    "a threshold that its query does not hold": (
        "rules.ttl", "vc:threshold 0.4 ;", "vc:threshold 0.5 ;",
        "vc:networksOnTwoDrivers: its query does not hold its threshold 0.5",
    ),
    "a private value that other processors are asked for": (
        "organisations.ttl", "vc:isPrivate true ; sh:deactivated true", "vc:isPrivate true",
        "vc:name: sh:deactivated true goes with vc:isPrivate true",
    ),
    "a shape that is switched off": (
        "places.ttl", "sh:path vc:nutsLevel ;", "sh:path vc:nutsLevel ; sh:deactivated true ;",
        "vc:nutsLevel: sh:deactivated true goes with vc:isPrivate true, and with nothing else",
    ),
    "an end of another class than the relation's": (
        "enterprises.ttl", "sh:path vc:fulfils ;", "sh:path vc:fulfils ; sh:class vc:Firm ;",
        "vc:fulfils: sh:class is not the range of the relation",
    ),
    "a smallest number that is not held": (
        "enterprises.ttl", "sh:path vc:fulfils ; sh:minCount 1",
        "sh:path vc:fulfils ; sh:minCount 2", "sh:minCount may only be 0, 1 or absent",
    ),
    "broken Turtle": (
        "places.ttl", "vc:Sector a owl:Class ;", "vc:Sector a owl:Class ;; [",
        "places.ttl is not valid Turtle",
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_an_ontology_is_refused_for(fault: str, tmp_path: Path) -> None:
    name, before, after, expected = FAULTS[fault]
    with pytest.raises(OntologyError) as caught:
        read_edited(tmp_path, name, before, after)
    assert expected in str(caught.value)
    assert "\n" not in str(caught.value)
