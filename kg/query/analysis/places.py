"""Finds where a partner is to be seated, how near to a place, and where to is delivered."""

import csv
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib import resources
from itertools import pairwise

from kg.conditions import DeliveryCondition, DistanceCondition, RegionCondition
from kg.projection.places import Places, folded_name
from kg.query.analysis.amounts import NUMBER, read_number
from kg.query.analysis.nationals import national_partners
from kg.query.analysis.spans import TAKEN, Scanned, Span, leads_to

KM_OF_A_MILE = 1.609344
# "Near" without a distance, and "in" a town, since many a firm in town is seated just outside.
NEAR_KM, TOWN_KM = 50.0, 20.0
MOST_WORDS = 5
# A shorter name without its capital may be any word.
SHORTEST_SMALL = 6
# The European Union and Europe are no region of NUTS; they are read so as not to be taken for work.
EUROPE = "EU"

_WORD = re.compile(r"[^\W_][\w'’-]*?(?=-(?:based|located)\b)|[^\W_][\w'’-]*")  # noqa: RUF001
_PARTED = re.compile(r"[,;:()]")
_CODE = re.compile(r"(?:[A-Z]{2}[0-9A-Z]{1,3}|[A-Z]{2})")
_KM = re.compile(
    rf"(?:\b(?:all\s+partners\s+|all\s+)?(?:within|in|inside|im|innerhalb|dans|à|w|do|max\.?"
    rf"|no more than|not more than"
    r"|less than|up to|under|at most|(?:no|not) (?:further|farther) than"
    r"|nicht weiter als|höchstens|maximal|moins de"
    r"|nie dalej niż)\s+)*"
    r"(?:an?\s+|einem\s+|un\s+)?(?:(?:radius|circle|Umkreis|rayon|promieniu|distance)\s+(?:of|von"
    r"|de)?\s*)?"
    rf"(?P<n>{NUMBER})[\s-]?(?P<unit>km|kilomet\w+|miles?|mi)\b(?:[\s-]+(?:maximum|max\.?|radius|distance|drive"
    rf"|away))?"
    r"\s+(?:(?:of|from|around|to|um|von|rund um|autour|de|d'|du|od|wokół|km)\s+)+(?:the\s+)?",
    re.IGNORECASE,
)
_AWAY = re.compile(r"\s+(?:away|entfernt|oddalon\w+)\b", re.IGNORECASE)
_NEAR = re.compile(
    r"\b(?:near(?:by)?|close to|around|in the (?:area|vicinity) of|in der Nähe von|Raum|Großraum"
    r"|près de"
    r"|aux environs de|koło|w pobliżu|w okolicach?|okolice)\s+(?:to\s+)?(?:the\s+)?",
    re.IGNORECASE,
)
_DELIVERY = re.compile(
    r"\b(?:deliver(?:y|ed|ies)?|ship(?:ped|ment|ping)?|supply|Lieferung|geliefert|livraison"
    r"|livrée?s?|dostaw\w+)"
    r"\s+(?:to|in|at|nach|an|à|do|w)\s+(?:our\s+\w+\s+in\s+)?",
    re.IGNORECASE,
)
_SEAT = re.compile(
    r"(?:\b(?:who\s+(?:is|are)\s+)?(?:based|located|seated|situated|ansässig|implantée?s?"
    r"|basée?s?|z\s+siedzibą)\s+)?"
    r"\b(?:in|from|within|across|throughout|all over|aus|en|de|du|dans|w|we|z|ze|na)\s+(?:the\s+"
    r"|der\s+|dem\s+|la\s+|le\s+)?(?:(?:region(?:\s+of)?|région|area\s+of|county|województwo)\s+)?$"
    r"|\b(?:region|région|województwo)\s+$",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"(?:\b(?:but\s+)?(?:not|no|nobody|none|nothing|except(?:\s+for)?|outside(?:\s+of)?"
    r"|other\s+than|excluding|nicht|keine?[nrs]?"
    r"|außer|pas|sauf|hors|nie|bez|poza|niczego)\s+(?:(?:from|in|aus|en|de|du|z|ze"
    r"|d['’]))?\s*)(?:the\s+)?$",  # noqa: RUF001
    re.IGNORECASE,
)
# "For a school in Leeds", "our works in Leeds": there the customer is, not the partner.
_CUSTOMER = re.compile(
    r"(?:\b(?:for|für|pour|dla)\s+(?:an?\s|the\s|our\s|one\s|eine?n?\s|une?\s|[\w-]+s\s)|\b(?:our"
    r"|my|we(?!\s+$)|us|wir|uns|nous|unser\w*|notre|nas|nasz\w*)\b)[^,;]{0,60}$",
    re.IGNORECASE,
)
# "Five schools are half done in Śląskie": there the work is to be done.
_STANDS = re.compile(
    r"\b(?:is|are|was|were|stands?|lies?|sind|ist|stehen|steht|sont|est|są"
    r"|jest)\b(?![^,;]*\b(?:based|located"
    r"|seated|situated|ansässig|z\s+siedzibą)\b)[^,;]*$",
    re.IGNORECASE,
)
# Sheffield-based, UK suppliers.
_BASED = re.compile(
    r"[\s-](?:based|located|seated)\b"
    r"|(?=\s+(?:suppliers?|firms?|compan(?:y|ies)|partners?|manufacturers?|contractors?|SMEs?)\b)",
    re.IGNORECASE,
)
_ALONE_BEFORE = re.compile(rf"(?:^|[,;(]|{TAKEN})\s*(?:(?:or|oder|ou|lub|and)\s+)?(?:the\s+)?$")
_ALONE_BEHIND = re.compile(rf"\s*(?:$|[,;).]|{TAKEN})")
_JOINT = re.compile(r"\s*(?:,|/|&|\b(?:or|and|oder|und|ou|et|lub|i)\b)\s*(?:in\s+|from\s+|the\s+)?")
_POLISH = re.compile(r"\b(?:do|w|we|z|ze|od|koło|wokół|okolic\w*|pobliżu)\s+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Place:
    """A place that a text names: where it stands, its codes, and its point where one is known."""

    begin: int
    end: int
    name: str
    codes: tuple[str, ...]
    point: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class PlaceFinder:
    """Finds places by the names of the read model and a table of names in other languages."""

    places: Places
    foreign: Mapping[str, tuple[str, ...]]
    find_code: Callable[[str], str | None]
    _small: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        begins = frozenset(name.partition(" ")[0] for name in self.foreign)
        object.__setattr__(self, "_small", begins)

    def find_conditions(self, clause: Scanned) -> Scanned:
        """The clause with its places, distances first."""
        for lead, of in ((_KM, self._distance), (_NEAR, self._near), (_DELIVERY, self._delivery)):
            for match in clause.matches(lead):
                span = of(clause, match)
                if span:
                    clause = clause.take(span)
        for first, end, codes in national_partners(clause):
            excluded = leads_to(_NOT, clause.open, first)
            begin = excluded.start() if excluded else first
            condition = RegionCondition(
                text=clause.text[begin:end].strip(), regions=codes, excluded=bool(excluded)
            )
            clause = clause.take(Span(begin, end, condition))
        return self._seats(clause)

    def _distance(self, clause: Scanned, match: re.Match[str]) -> Span | None:
        km = read_number(match.group("n"))
        if match.group("unit").casefold().startswith("mi"):
            km = round(km * KM_OF_A_MILE)
        place = self.at(clause.open, match.end()) or _unknown(clause.open, match.end())
        if place is None:
            return None
        span, away = (
            self._around(clause, match.start(), place, km),
            _AWAY.match(clause.open, place.end),
        )
        return replace(span, end=away.end()) if away else span

    def _near(self, clause: Scanned, match: re.Match[str]) -> Span | None:
        place = self.at(clause.open, match.end())
        return self._around(clause, match.start(), place, NEAR_KM) if place else None

    def _around(self, clause: Scanned, begin: int, place: Place, km: float) -> Span:
        latitude, longitude = place.point or (None, None)
        condition = DistanceCondition(
            text=clause.text[begin : place.end].strip(),
            km=km,
            place=place.name,
            latitude=latitude,
            longitude=longitude,
        )
        return Span(begin, place.end, condition)

    def _delivery(self, clause: Scanned, match: re.Match[str]) -> Span | None:
        place = self.at(clause.open, match.end()) or _unknown(clause.open, match.end())
        if place is None:
            return None
        text = clause.text[match.start() : place.end]
        return Span(match.start(), place.end, DeliveryCondition(text=text, place=place.name))

    def _seats(self, clause: Scanned) -> Scanned:
        """The clause with the regions in which partners are to be seated, or not."""
        at = 0
        while (first := self._next(clause.open, at)) is not None:
            group = self._group(clause.open, first)
            at = group[-1].end
            span = self._seat(clause, group)
            if span:
                clause = clause.take(span)
        return clause

    def _seat(self, clause: Scanned, group: Sequence[Place]) -> Span | None:
        text, first = clause.open, group[0].begin
        excluded, lead = leads_to(_NOT, text, first), leads_to(_SEAT, text, first)
        is_based = _BASED.match(text, group[-1].end)
        is_alone = leads_to(_ALONE_BEFORE, text, first) and _ALONE_BEHIND.match(text, group[-1].end)
        if is_based and not excluded:
            return self._based(clause, group, is_based.end())
        if not (excluded or lead or is_alone) or leads_to(_CUSTOMER, text, first):
            return None
        start = excluded or lead
        begin = start.start() if start else group[0].begin
        if not excluded and leads_to(_STANDS, text, first):
            said = clause.text[begin : group[-1].end].strip()
            return Span(begin, group[-1].end, DeliveryCondition(text=said, place=group[0].name))
        codes = _widest([code for place in group for code in place.codes])
        if not codes:
            return self._around(clause, begin, group[0], TOWN_KM)
        said = clause.text[begin : group[-1].end].strip()
        if EUROPE in codes:
            return Span(begin, group[-1].end, None)
        condition = RegionCondition(text=said, regions=codes, excluded=bool(excluded))
        return Span(begin, group[-1].end, condition)

    def _based(self, clause: Scanned, group: Sequence[Place], end: int) -> Span:
        """A Leeds-based partner is seated there, and so is one that is "UK based"."""
        codes, begin = _widest([code for place in group for code in place.codes]), group[0].begin
        if not codes:
            return replace(self._around(clause, begin, group[0], TOWN_KM), end=end)
        said = clause.text[begin:end].strip()
        is_europe = EUROPE in codes
        return Span(begin, end, None if is_europe else RegionCondition(text=said, regions=codes))

    def _group(self, text: str, first: Place) -> list[Place]:
        """The places of a list such as "Saxony or Poland"."""
        group = [first]
        while joint := _JOINT.match(text, group[-1].end):
            place = self.at(text, joint.end())
            if place is None:
                break
            group.append(place)
        return group

    def _next(self, text: str, begin: int) -> Place | None:
        for match in _WORD.finditer(text, begin):
            place = self.at(text, match.start())
            if place:
                return place
        return None

    def at(self, text: str, begin: int) -> Place | None:
        """The place whose name begins there, the longest; names are written with a capital."""
        words = [m for m, _ in zip(_WORD.finditer(text, begin), range(MOST_WORDS), strict=False)]
        if not words or words[0].start() != begin or not self._may_begin(words[0].group()):
            return None
        for count in range(_in_one(text, words), 0, -1):
            end = words[count - 1].end()
            name = text[begin:end]
            if TAKEN not in name and (place := self._named(name, begin, text)):
                return place
        return None

    def _may_begin(self, word: str) -> bool:
        """Whether a name may begin so: with a capital, or as one does that may be written small."""
        return word[0].isupper() or folded_name(word).partition(" ")[0] in self._small

    def _named(self, name: str, begin: int, text: str) -> Place | None:
        end = begin + len(name)
        if _CODE.fullmatch(name) and (len(name) > len("DE") or leads_to(_SEAT, text, begin)):
            code = self.find_code(name)
            if code is not None:
                return Place(begin, end, name, (code,), self.places.point_of((code,)))
        folded = folded_name(name)
        foreign = self.foreign.get(folded)
        is_capital = name[0].isupper()
        if not is_capital and not foreign:
            return None
        found = self.places.find(folded)
        if found is None and leads_to(_POLISH, text, begin) and is_capital:
            found = self.places.find_inflected(folded)
        if foreign and (is_capital or len(folded) >= SHORTEST_SMALL):
            point = found.point if found else self.places.point_of(foreign)
            return Place(begin, end, name, foreign, point)
        if found is None:
            return None
        codes = (found.code,) if found.code else ()
        return Place(begin, end, found.name or name, codes, found.point)


def read_place_names() -> dict[str, tuple[str, ...]]:
    """Names of regions in English, German, French and Polish, folded, each with its codes."""
    found: dict[str, tuple[str, ...]] = {}
    with (resources.files(__package__) / "place_names.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            codes = tuple(row["code"].split("|"))
            for name in row["names"].split(" | "):
                found.setdefault(folded_name(name), codes)
    return found


def _in_one(text: str, words: Sequence[re.Match[str]]) -> int:
    """How many of the words no comma or bracket parts from those before: one name ends there."""
    for count, (word, after) in enumerate(pairwise(words), start=1):
        if _PARTED.search(text, word.end(), after.start()):
            return count
    return len(words)


def _widest(codes: Sequence[str]) -> tuple[str, ...]:
    """The codes without those that lie within another of them."""
    return tuple(
        code
        for code in dict.fromkeys(codes)
        if not any(code != other and code.startswith(other) for other in codes)
    )


def _unknown(text: str, begin: int) -> Place | None:
    """A place that nobody is known to be seated in: words with capitals."""
    match = re.compile(r"[^\W\d_a-z][\w'’-]*(?:\s+[^\W\d_a-z][\w'’-]*){0,2}").match(text, begin)  # noqa: RUF001
    return Place(begin, match.end(), match.group(), (), None) if match else None
