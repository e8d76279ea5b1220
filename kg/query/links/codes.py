"""The regions that a question names: codes of any version of NUTS, or British ITL codes."""

import difflib
from collections.abc import Collection, Mapping

from kg.errors import NotFoundError, UsageError
from kg.ontology.region_code import canonical_region_code
from kg.projection.network.reader import COUNTRY_LETTERS, NetworkReader
from kg.query.links.question import LEVELS


def named_region(reader: NetworkReader, given: str | None, level: int) -> str | None:
    """The code of today of a region that is asked for, at the level or above it.

    Raises UsageError for a region below the level, NotFoundError for one that nobody knows.
    """
    if given is None:
        return None
    names = reader.network.regions.names_by_code()
    code = canonical_region_code(given)
    code = code if code in names else _followed(reader, code)
    own = len(code) - COUNTRY_LETTERS
    if level < own <= max(LEVELS):
        raise UsageError(f"{code} is a region of level {own}; ask for it with --level {own}")
    if not code or not any(other.startswith(code) for other in _known(reader, names)):
        raise NotFoundError(f"no region {given!r}; {_hint(given, names)}")
    return code


def _followed(reader: NetworkReader, code: str) -> str:
    place = reader.network.regions.former.find(code)
    return code if place is None else reader.network.regions.successors[place]


def _known(reader: NetworkReader, names: Mapping[str, str]) -> Collection[str]:
    return {*names, *reader.network.members.regions.texts, *reader.seats(0)[0]} - {""}


def _hint(wanted: str, names: Mapping[str, str]) -> str:
    codes = {name.casefold(): code for code, name in sorted(names.items(), reverse=True)}
    near = difflib.get_close_matches(wanted.strip().casefold(), list(codes), n=1)
    if near:
        return f"did you mean {codes[near[0]]} ({names[codes[near[0]]]})?"
    return "name a NUTS code such as UKE3"
