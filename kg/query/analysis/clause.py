"""Reads a clause: what is to be done, piece by piece, and the conditions beside it."""

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from kg.conditions import Condition, QuantityCondition
from kg.projection.words import fold_accents
from kg.query.analysis.budgets import find_budgets
from kg.query.analysis.certificates import find_certificates
from kg.query.analysis.dates import find_dates
from kg.query.analysis.frame import COURTESY, FRAME_WORDS, TERMS
from kg.query.analysis.languages import find_languages
from kg.query.analysis.negations import find_exclusions
from kg.query.analysis.places import PlaceFinder
from kg.query.analysis.quantities import find_quantities
from kg.query.analysis.sizes import find_sectors, find_sizes
from kg.query.analysis.spans import MARKS, Scanned, leads_to
from kg.query.clauses import Clause, split_joints

_FRAME = frozenset(map(fold_accents, FRAME_WORDS))
# Words that hang loose at an end of a piece once what they led to is cut.
_LOOSE = (
    r"(?:and|or|with|without|of|for|from|to|in|at|on|by|per|a|an|the|is|are|as|who|which|that"
    r"|within|under|about"
    r"|und|oder|mit|in|von|für|bis|im|am|an|zu|auf|der|die|das|ein|eine|einen|einem|nach|aus|je"
    r"|et|ou|avec|de|du|des|d'|en|à|au|aux|pour|par|le|la|les|un|une|i|lub|oraz|z|ze|w|we|do|na"
    r"|od|po)"
)
_LOOSE_BEFORE = re.compile(
    r"(?:and|or|with|of|to|but|by|und|oder|mit|von|et|ou|avec|oraz|i|lub|z)\b[\s,]*", re.IGNORECASE
)
# "A small firm for the assembly of prototypes": the firm is cut, and with it what led on from it.
_LED_ON = re.compile(
    r"^(?:an?\s|the\s|eine?n?\s|une?\s)?[\s,]*(?:[\ue000-\uf8ff][\s,]*)+(?:for|für|pour|do|dla)\s+(?:(?:the|le|la|les|der|die|das|den"
    r"|une?)\s+|l['’])?",  # noqa: RUF001
    re.IGNORECASE,
)
# "A firm that makes castings", "ein Betrieb, der Gehäuse lasert": the firm may have gone before.
_RELATIVE = re.compile(
    r"^(?:(?:who|that|which)\s+(?:(?:can|could|does|do)\s+)*|(?:der|die|das|qui|któr[aeyz]\w*)\s+)",
    re.IGNORECASE,
)
_LOOSE_BEHIND = re.compile(rf"[\s,(]{_LOOSE}$", re.IGNORECASE)
_WANTED = re.compile(r"\s(?:gesucht|wanted|needed|recherchée?s?|poszukiwan\w+)$", re.IGNORECASE)
# What stands around words and says nothing.
_SIGNS = " \t,.:;-–*!?/("  # noqa: RUF001
_EMPTY_BRACKETS = re.compile(r"\(\s*[,;]?\s*\)")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a clause: its words, and the conditions that stand beside them."""

    text: str
    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class ReadClause:
    """A clause as it was read.

    `alone` are conditions that stand beside no words of a piece, `dropped` pieces that ask for
    nothing that is to be done, such as "one invoice".
    """

    must: bool
    pieces: tuple[Piece, ...]
    alone: tuple[Condition, ...]
    text: str
    dropped: tuple[str, ...] = ()

    @property
    def whole(self) -> Piece:
        """The clause in one piece."""
        return Piece(self.text, tuple(c for piece in self.pieces for c in piece.conditions))


@dataclass(frozen=True, slots=True)
class ClauseReader:
    """Reads clauses; `words` splits a text into the words that carry meaning.

    Where a need is one clause (`is_one`), its words are what is needed, however little they say.
    """

    places: PlaceFinder
    words: Callable[[str], Sequence[str]]
    today: dt.date | None
    is_one: bool = True

    def read(self, clause: Clause) -> ReadClause:
        """The pieces and conditions of a clause; of a wish all conditions are wishes."""
        scanned = self._scan(clause.text)
        if COURTESY.fullmatch(clause.text):
            said = tuple(self._of(clause, s.condition) for s in scanned.spans if s.condition)
            return ReadClause(clause.must, (), said, "")
        found: list[Piece] = []
        alone: list[Condition] = []
        dropped: list[str] = []
        whole = tidy(scanned.left)
        texts = split_joints(scanned.left)
        for text in texts:
            conditions = [self._of(clause, c) for c in scanned.marked(text)]
            words = tidy(text)
            is_term = TERMS.fullmatch(words) and not (self.is_one and len(texts) == 1)
            is_beside = bool(scanned.spans) or not self.is_one
            if not is_term and self._says_something(words, is_beside=is_beside):
                found.append(Piece(words, tuple(conditions)))
            else:
                alone += conditions
                dropped += [words] if " " in words and not conditions else []
                # Its words say nothing: without them the clause is what its other pieces say.
                whole = "" if words else whole
        return ReadClause(
            clause.must,
            tuple(found),
            tuple(alone),
            whole or ", ".join(piece.text for piece in found),
            tuple(dropped),
        )

    def _of(self, clause: Clause, condition: Condition) -> Condition:
        return replace(condition, must=condition.must and clause.must)

    def _scan(self, text: str) -> Scanned:
        """What is found first is not taken for anything else, so the surest forms come first."""
        scanned = Scanned.of(text)
        if self.today is not None:
            scanned = find_dates(scanned, self.today)
        for find in (
            find_budgets,
            find_sectors,
            # A "Polish speaking supplier" may be seated anywhere.
            find_languages,
            self.places.find_conditions,
            find_sizes,
            find_certificates,
            find_quantities,
            find_exclusions,
        ):
            scanned = find(scanned)
        return scanned

    def _says_something(self, text: str, *, is_beside: bool) -> bool:
        """Whether a piece says what is to be done, beside conditions or other clauses."""
        telling = self.words(text)
        if is_beside:
            telling = [word for word in telling if word not in _FRAME and not word.isdigit()]
        return bool(telling) and COURTESY.fullmatch(text) is None


def without_counted(clauses: Sequence[ReadClause]) -> list[ReadClause]:
    """The clauses, of which none says but what is counted once it was said what is to be done.

    "Powder coating of chairs. 800 frames a month": the second says how much.
    """
    found: list[ReadClause] = []
    is_said = False
    for clause in clauses:
        if is_said and len(clause.pieces) == 1 and _is_counted(clause.pieces[0]):
            alone = (*clause.pieces[0].conditions, *clause.alone)
            clause = replace(clause, pieces=(), alone=alone, text="")  # noqa: PLW2901
        is_said = is_said or bool(clause.pieces)
        found.append(clause)
    return found


def _is_counted(piece: Piece) -> bool:
    return any(
        isinstance(condition, QuantityCondition) and condition.unit == piece.text
        for condition in piece.conditions
    )


def tidy(text: str) -> str:
    """A piece without marks and without the small words that hang loose at its ends."""
    text = _LED_ON.sub("", text)
    text = re.sub(r"\s+", " ", _EMPTY_BRACKETS.sub(" ", MARKS.sub(" ", text))).strip(_SIGNS)
    text = re.sub(r"(?: ?,)+", ",", re.sub(r" ([.;)])", r"\1", text))
    text = _RELATIVE.sub("", text)
    while before := _LOOSE_BEFORE.match(text):
        text = text[before.end() :]
    text = _WANTED.sub("", text)
    while behind := leads_to(_LOOSE_BEHIND, text, len(text)):
        text = text[: behind.start()].rstrip(_SIGNS)
    return text.strip(_SIGNS)
