"""Understands a need written in plain language; no language model and no network."""

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from kg.conditions import Condition, ExclusionCondition
from kg.errors import InputError
from kg.model import CompetencyMatch, Need, Requirement, SetAside
from kg.projection.places import folded_name
from kg.projection.projection import Projection
from kg.projection.vectors import Near
from kg.projection.words import Words
from kg.query.analysis.clause import ClauseReader, ReadClause, without_counted
from kg.query.analysis.foreign import is_foreign
from kg.query.analysis.frame import COURTESY
from kg.query.analysis.likely import SAID, likely
from kg.query.analysis.mail import set_aside
from kg.query.analysis.negations import is_partner
from kg.query.analysis.places import PlaceFinder, read_place_names
from kg.query.analysis.questions import ask_back
from kg.query.analysis.scope import scoped
from kg.query.clauses import LONGEST_NEED, split_clauses
from kg.query.fit import CONFIDENCE_FROM, CONFIDENCE_TO, SURE
from kg.query.need_file import Known
from kg.query.readings import VERBATIM, Reading, Readings, divided, worded
from kg.query.region_filter import find_code
from kg.query.statements import Hits, fitting_statements

Encode = Callable[[Sequence[str]], NDArray[np.float32]]

MOST_COMPETENCIES = 5
SHOWN_FROM = 0.1
# The cosine from which a competency may be shown if all of its words are said, and a little less,
# since confidence is rounded.
COSINE_FLOOR = CONFIDENCE_FROM + SHOWN_FROM * (CONFIDENCE_TO - CONFIDENCE_FROM) - SAID - 1e-6
# A token takes .25 ms to encode and has about four characters: 200 ms of an answer.
LONGEST_READ = 3_200
# Of what is left of an e-mail, as much as can be read within the time of an answer.
LONGEST_BODY = 5_000
# Signs that no text has: a file of another kind was pasted.
_BINARY = re.compile("[\x00-\x08\x0e-\x1f\ufffd]")
MOST_BINARY = 0.02


@dataclass(frozen=True, slots=True)
class Understood:
    """A need with the vector and the word stems of each requirement, and what states the like."""

    need: Need
    vectors: NDArray[np.float32]
    stems: tuple[tuple[str, ...], ...]
    hits: tuple[Hits, ...]


@dataclass(frozen=True, slots=True)
class NeedReader:
    """Reads needs against the competencies and places of a read model."""

    encode: Encode
    words: Words
    place_names: Mapping[str, tuple[str, ...]] = field(default_factory=read_place_names)

    def read(self, text: str, projection: Projection, today: dt.date | None = None) -> Understood:
        """The requirements and conditions of a text.

        Days are counted from `today`; without it none is read. Raises InputError for a text that
        is empty, no text, or far longer than any need.
        """
        body, aside = set_aside(_checked(text))
        _check_body(body)
        split = split_clauses(body)
        reader = ClauseReader(
            PlaceFinder(projection.places, self.place_names, partial(find_code, projection)),
            self.words.words,
            today,
            is_one=len(split.clauses) == 1,
        )
        clauses = without_counted([reader.read(clause) for clause in split.clauses])
        readings = self._readings(clauses, projection)
        clauses = [_excluding(clause, readings) for clause in clauses]
        parts = [divided(clause, readings) for clause in clauses]
        conditions, excluded = scoped(clauses, parts), _excluded(clauses)
        asked = [
            (part, clause.must) for clause, own in zip(clauses, parts, strict=True) for part in own
        ]
        requirements = tuple(
            Requirement(
                f"R{i}", part.text, must, _without(readings[part.text].competencies, excluded)
            )
            for i, (part, must) in enumerate(asked, start=1)
        )
        dropped = (
            told
            for c, read in zip(split.clauses, clauses, strict=True)
            for told in _dropped(read, c.text)
        )
        told = (*aside, *split.set_aside, *dropped)
        need = Need(text.replace("\0", "").strip(), requirements, conditions, told)
        found = [readings[part.text] for part, _ in asked]
        return Understood(
            replace(need, questions=ask_back(need)),
            np.array([reading.vector for reading in found], dtype=np.float32),
            tuple(reading.stems for reading in found),
            tuple(reading.hits for reading in found),
        )

    def understand(
        self, need: str | Need, projection: Projection, today: dt.date | None = None
    ) -> Understood:
        """A need in words, which is read, or one that was edited.

        The words of an edited one are compared as they are, and nothing is read again.
        """
        if isinstance(need, str):
            return self.read(need, projection, today)
        texts = [requirement.text for requirement in need.requirements]
        vectors = np.asarray(self.encode(texts), dtype=np.float32)
        stems = tuple(tuple(self.words.stems(text)) for text in texts)
        hits = fitting_statements(projection, vectors, stems)
        return Understood(need, vectors, stems, tuple(hits))

    def known(self, projection: Projection) -> Known:
        """What an edited need may refer to."""
        columns, places = projection.competencies, projection.places
        named = {code for codes in self.place_names.values() for code in codes}

        def competency(id_: str) -> str | None:
            row = columns.ids.find(id_)
            return None if row is None else columns.names[row]

        def region(code: str) -> str | None:
            # A country without members may still be one that is not wanted.
            return find_code(projection, code) or (code if code in named else None)

        def point(place: str) -> tuple[float, float] | None:
            found = places.find(folded_name(place))
            return found.point if found else None

        return Known(competency, region, point, lambda texts: self.meanings(texts, projection))

    def meanings(
        self, texts: Sequence[str], projection: Projection
    ) -> list[tuple[CompetencyMatch, ...]]:
        """The competencies that each text may mean."""
        return self._meant(texts, self._encode(texts), projection)

    def _meant(
        self, texts: Sequence[str], vectors: NDArray[np.float32], projection: Projection
    ) -> list[tuple[CompetencyMatch, ...]]:
        columns, foreign = projection.competencies, is_foreign(" ".join(texts))
        found = []
        for text, near in zip(
            texts, columns.label_vectors.near(vectors, COSINE_FLOOR), strict=True
        ):
            labels = likely(text, near, columns.labels, self.words, is_foreign=foreign)
            found.append(_competencies(self.words.words(text), labels, projection))
        return found

    def _readings(self, clauses: Sequence[ReadClause], projection: Projection) -> Readings:
        """Each clause, its pieces and what it excludes, read together: passes take time.

        Where that would take too long, the clauses are not divided.
        """
        wholes = [
            text
            for clause in clauses
            for text in (
                *([clause.text] if clause.pieces else []),
                *(e.words for e in _exclusions(clause)),
            )
        ]
        pieces = [piece.text for clause in clauses for piece in clause.pieces]
        texts = dict.fromkeys((*wholes, *pieces))
        is_too_long = sum(map(len, texts)) > LONGEST_READ
        return self._read_texts(wholes if is_too_long else list(texts), projection)

    def _encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        length = sum(map(len, texts))
        if length > LONGEST_READ:
            raise InputError(
                f"the need asks for more than can be read at once ({length:,} characters of "
                f"{LONGEST_READ:,}); next step: leave out what is no requirement"
            )
        return self.encode(texts)

    def _read_texts(self, texts: Sequence[str], projection: Projection) -> Readings:
        texts = list(dict.fromkeys(texts))
        vectors = self._encode(texts)
        stems = [tuple(self.words.stems(text)) for text in texts]
        means = self._meant(texts, vectors, projection)
        hits = fitting_statements(projection, vectors, stems)
        knows = projection.statements.lexicon.knows
        # Words of another language may be unknown and mean something all the same.
        foreign = is_foreign(" ".join(texts))
        known = [foreign or any(map(knows, worded(own))) for own in stems]
        return dict(zip(texts, map(Reading, vectors, stems, means, hits, known), strict=True))


def _checked(text: str) -> str:
    """The text without what no text has; raises InputError for what is no need at all."""
    if len(text) > LONGEST_NEED:
        raise InputError(
            f"the need has {len(text):,} characters, more than {LONGEST_NEED:,}; "
            "next step: shorten it to what is asked for"
        )
    if len(_BINARY.findall(text)) > MOST_BINARY * len(text) + 1:
        raise InputError("the need is no text; next step: paste the words of the need")
    text = _BINARY.sub("", text).strip()
    if not text:
        raise InputError(
            "the need is empty; next step: say what is needed, such as “milling of titanium”"
        )
    return text


def _check_body(body: str) -> None:
    if len(body) > LONGEST_BODY:
        raise InputError(
            f"the need has {len(body):,} characters besides signatures and quotes, more than "
            f"{LONGEST_BODY:,}; next step: shorten it to what is asked for"
        )


def _dropped(clause: ReadClause, text: str) -> list[SetAside]:
    """What of a clause asks for nothing that is to be done."""
    if COURTESY.fullmatch(text):
        return [] if clause.pieces or clause.alone else [SetAside("courtesy", text)]
    return [SetAside("no requirement", words) for words in clause.dropped]


def _exclusions(clause: ReadClause) -> list[ExclusionCondition]:
    return [c for c in _conditions(clause) if isinstance(c, ExclusionCondition)]


def _conditions(clause: ReadClause) -> tuple[Condition, ...]:
    return (*clause.whole.conditions, *clause.alone)


def _excluding(clause: ReadClause, readings: Readings) -> ReadClause:
    """The clause, whose exclusions name what their words surely mean.

    "No nuts in the same hall" and "no agencies" turn partners away who say so of themselves; one
    word of another kind, such as "no delays", is too little for that.
    """

    def named(condition: Condition) -> Condition:
        if not isinstance(condition, ExclusionCondition):
            return condition
        sure = (c.id for c in readings[condition.words].competencies if c.confidence >= SURE)
        ids = tuple(sure)
        is_kind = len(readings[condition.words].stems) > 1 or is_partner(condition.words)
        of_partner = condition.of_partner and not ids and is_kind
        return replace(condition, competencies=ids, of_partner=of_partner)

    pieces = (replace(p, conditions=tuple(map(named, p.conditions))) for p in clause.pieces)
    return replace(clause, pieces=tuple(pieces), alone=tuple(map(named, clause.alone)))


def _excluded(clauses: Sequence[ReadClause]) -> set[str]:
    return {id_ for clause in clauses for e in _exclusions(clause) for id_ in e.competencies}


def _without(
    competencies: tuple[CompetencyMatch, ...], excluded: set[str]
) -> tuple[CompetencyMatch, ...]:
    return tuple(match for match in competencies if match.id not in excluded)


def _competencies(
    words: Sequence[str], near: Near, projection: Projection
) -> tuple[CompetencyMatch, ...]:
    """What a text may mean, from the labels near to it and those that stand in it."""
    columns = projection.competencies
    likely = np.clip((near.products - CONFIDENCE_FROM) / (CONFIDENCE_TO - CONFIDENCE_FROM), 0, 1)
    verbatim = np.array(columns.phrases.find_in(words), dtype=np.int64)
    rows = columns.label_competency[np.concatenate((near.rows, verbatim))]
    confidence = np.concatenate((likely, np.full(len(verbatim), VERBATIM, dtype=np.float32)))
    best: dict[int, float] = {}
    # The surest label of each competency comes first; rows are in order of ids, which break ties.
    for place in np.lexsort((rows, -confidence)):
        if len(best) == MOST_COMPETENCIES or confidence[place] < SHOWN_FROM:
            break
        best.setdefault(int(rows[place]), round(float(confidence[place]), 4))
    return tuple(
        CompetencyMatch(columns.ids[row], columns.names[row], value) for row, value in best.items()
    )
