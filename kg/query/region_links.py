"""Answers which regions are linked, from the relationships of their organisations."""

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from kg.errors import NotFoundError, UsageError
from kg.graph.catalogue import Catalogue
from kg.ontology.region_code import canonical_region_code
from kg.ontology.schema import Relation, Schema
from kg.projection.columns import Indices
from kg.query.regions import (
    COUNTRY_LETTERS,
    LEVELS,
    Links,
    RegionLinks,
    RegionQuestion,
    link_regions,
    links_through,
)

ORGANISATION, PROJECT = "Organisation", "Project"
INDEPENDENT = "independent"


@dataclass(frozen=True, slots=True)
class RegionAnswer:
    """Linked regions with their names, the types that were counted, and the graph's revision."""

    question: RegionQuestion
    types: tuple[str, ...]
    links: RegionLinks
    names: Mapping[str, str]
    revision: int


class RegionLinker:
    """Counts links of regions in one graph."""

    def __init__(self, catalogue: Catalogue, schema: Schema) -> None:
        self._catalogue = catalogue
        self._schema = schema

    def types(self) -> tuple[str, ...]:
        """The relationship types that link organisations, directly or through a project."""
        return tuple(sorted(relation.type for relation in self._relations()))

    def link(self, question: RegionQuestion, types: Sequence[str] = ()) -> RegionAnswer:
        """The linked regions, by links of these types in either case, or of all.

        Raises UsageError for a type that links no organisations and for a region below the
        level, NotFoundError for a region that nobody knows.
        """
        wanted = self._wanted(types)
        while True:
            # Whatever is loaded meanwhile would mix two revisions.
            revision = self._catalogue.revision()
            seats = {o.id: o.region for o in self._catalogue.organisations()}
            names = {region.id: region.name for region in self._catalogue.regions()}
            asked = replace(question, region=self._region(question, seats.values(), names))
            links = link_regions(list(seats.values()), self._links(wanted, list(seats)), asked)
            if self._catalogue.revision() == revision:
                return RegionAnswer(asked, tuple(r.type for r in wanted), links, names, revision)

    def _relations(self) -> Iterator[Relation]:
        for relation in self._schema.relations.values():
            # Who is independent of another is not linked to it.
            if relation.is_computed or relation.stance == INDEPENDENT:
                continue
            ends = self._schema.root(relation.domain), self._schema.root(relation.range)
            if ends in ((ORGANISATION, ORGANISATION), (ORGANISATION, PROJECT)):
                yield relation

    def _wanted(self, types: Sequence[str]) -> list[Relation]:
        known = {relation.type: relation for relation in self._relations()}
        types = [type_.upper() for type_ in types]
        unknown = [type_ for type_ in types if type_ not in known]
        if unknown:
            raise UsageError(
                f"no relationship {unknown[0]!r} links organisations; choose from "
                f"{', '.join(sorted(known))}"
            )
        return [known[type_] for type_ in sorted(types or known)]

    def _links(self, relations: Iterable[Relation], organisations: list[str]) -> Iterator[Links]:
        rows = {id_: row for row, id_ in enumerate(organisations)}
        for relation in relations:
            range_ = self._schema.root(relation.range)
            pairs = list(self._catalogue.links(relation.type, ORGANISATION, range_))
            if range_ == PROJECT:
                groups = {id_: row for row, id_ in enumerate(dict.fromkeys(b for _, b in pairs))}
                kept = [(rows[a], groups[b]) for a, b in pairs if a in rows]
                yield links_through(relation.type, *_columns(kept))
            else:
                kept = [(rows[a], rows[b]) for a, b in pairs if a in rows and b in rows]
                yield Links(relation.type, *_columns(kept))

    def _region(
        self, question: RegionQuestion, seats: Iterable[str | None], names: Mapping[str, str]
    ) -> str | None:
        """The code of today of the region that is asked for."""
        if question.region is None:
            return None
        code = canonical_region_code(question.region)
        code = self._catalogue.former_regions().get(code, code) if code not in names else code
        level = len(code) - COUNTRY_LETTERS
        if question.level < level <= max(LEVELS):
            raise UsageError(
                f"{code} is a region of level {level}; ask for it with --level {level}"
            )
        known = {*names, *filter(None, seats)}
        if not code or not any(other.startswith(code) for other in known):
            raise NotFoundError(f"no region {question.region!r}; {_hint(question.region, names)}")
        return code


def _columns(pairs: list[tuple[int, int]]) -> tuple[Indices, Indices]:
    columns = np.array(pairs, dtype=np.int32).reshape(-1, 2)
    return columns[:, 0], columns[:, 1]


def _hint(wanted: str, names: Mapping[str, str]) -> str:
    codes = {name.casefold(): code for code, name in sorted(names.items(), reverse=True)}
    near = difflib.get_close_matches(wanted.strip().casefold(), list(codes), n=1)
    if near:
        return f"did you mean {codes[near[0]]} ({names[codes[near[0]]]})?"
    return "name a NUTS code such as UKE3"
