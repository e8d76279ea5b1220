"""The frozen data that passes between the rooms, in the ontology's words."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from kg.conditions import Condition

Scalar: TypeAlias = str | int | float | bool | dt.date | dt.datetime
Value: TypeAlias = Scalar | tuple[Scalar, ...]

# --- source records and the facts computed from them


@dataclass(frozen=True, slots=True)
class Retirement:
    """That a row has gone from its source: the load that found it gone, and the day."""

    load: str
    on: dt.date


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """One accepted row as it was read; `row` is its first line, the header being line 1.

    A retired one keeps its place until its row comes again. `slot` is what the record is the
    current state of: source, table and key. It has at most one record in a load, so that `id` is
    unique and readable.
    """

    source: str
    table: str
    key: str
    load: str
    file: str
    row: int
    hash: str
    values: Mapping[str, str]
    retired: Retirement | None = None
    slot: str = field(init=False, repr=False, compare=False)
    id: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        slot = f"{self.source}/{self.table}/{self.key}"
        object.__setattr__(self, "slot", slot)
        object.__setattr__(self, "id", f"{slot}@{self.load}")


class NodeRef(NamedTuple):
    """A node by the root of its class and its id; a tuple, since loads compare millions."""

    label: str
    id: str


@dataclass(frozen=True, slots=True)
class NodeFact:
    """What one record says of one node; `class_name` may be below the root of `ref`."""

    ref: NodeRef
    class_name: str
    properties: Mapping[str, Value]


class LinkRef(NamedTuple):
    """A relationship by its type and its two ends; there is at most one."""

    type: str
    start: NodeRef
    end: NodeRef


@dataclass(frozen=True, slots=True)
class LinkFact:
    """What one record says of one relationship."""

    ref: LinkRef
    properties: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CanonicalNode:
    """A node as it is to stand in the graph, with the ids of the records behind it.

    `retired_on` is the day since which all of these are retired, None while one is in force.
    """

    ref: NodeRef
    class_name: str
    properties: Mapping[str, Value]
    records: tuple[str, ...]
    retired_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class CanonicalLink:
    """A relationship as it is to stand in the graph, with the ids of the records behind it.

    `retired_on` is the day since which all of these are retired, None while one is in force.
    """

    ref: LinkRef
    properties: Mapping[str, Value]
    records: tuple[str, ...]
    retired_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class LoadReport:
    """The counts of a load; `read` is the sum of what was written, unchanged and rejected.

    `retired` counts records whose rows did not come in a snapshot, and `forgotten` rows of people
    who were forgotten, which are left out unread.
    """

    written: int = 0
    unchanged: int = 0
    rejected: int = 0
    retired: int = 0
    forgotten: int = 0

    @property
    def read(self) -> int:
        """All rows that were read from the files."""
        return self.written + self.unchanged + self.rejected

    def __add__(self, other: "LoadReport") -> "LoadReport":
        return LoadReport(
            self.written + other.written,
            self.unchanged + other.unchanged,
            self.rejected + other.rejected,
            self.retired + other.retired,
            self.forgotten + other.forgotten,
        )

    def __sub__(self, other: "LoadReport") -> "LoadReport":
        return LoadReport(
            self.written - other.written,
            self.unchanged - other.unchanged,
            self.rejected - other.rejected,
            self.retired - other.retired,
        )


class Reason(StrEnum):
    """Why a row was kept out; the codes are stable, so that programs may rely on them."""

    MISSING_VALUE = "missing-value"
    NOT_IN_CODE_LIST = "not-in-code-list"
    NOT_A_DATE = "not-a-date"
    NOT_A_NUMBER = "not-a-number"
    NOT_TRUE_OR_FALSE = "not-true-or-false"
    WRONG_FORM = "wrong-form"
    OUT_OF_RANGE = "out-of-range"
    TOO_LONG = "too-long"
    SEVERAL_VALUES = "several-values"
    UNKNOWN_COLUMN = "unknown-column"
    DUPLICATE_KEY = "duplicate-key"
    REPEATS_REJECTED = "repeats-rejected"
    DANGLING_REFERENCE = "dangling-reference"
    WRONG_CELL_COUNT = "wrong-cell-count"
    UNCLOSED_QUOTE = "unclosed-quote"
    UNREADABLE = "unreadable"
    NOT_MAPPED = "not-mapped"
    UNKNOWN_TERM = "unknown-term"
    BREAKS_RULE = "breaks-rule"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a cell may have been meant to hold, and why it is thought so."""

    value: str
    why: str


@dataclass(frozen=True, slots=True)
class Rejection:
    """One row that was kept out: where it stands, what is wrong and which rule says so.

    `cells` is the whole row as it was read, by column, or its text under `(row)`. `column` is
    called as the file calls it, `cell` as we do where that is known. Of several suggestions each
    is a reading that nobody but the keeper of the file can choose. `target` is the node that a
    reference leads to in vain; `further` are other faults of a row that a reader has refused.
    """

    file: str
    line: int
    column: str
    value: str
    rule: str
    cells: Mapping[str, str] = field(default_factory=dict)
    reason: Reason = Reason.BREAKS_RULE
    cell: str = ""
    suggestions: tuple[Suggestion, ...] = ()
    target: NodeRef | None = None
    further: tuple["Rejection", ...] = ()


# --- judgements on identity


@dataclass(frozen=True, slots=True)
class Judgement:
    """A decision on whether two ids mean one organisation; `left` < `right`.

    `verdict` is same, different or unsure. What the comparison said then is kept with it: the
    probability, the sum of all weights in bits, each clue as a text, and by which weights. One
    that was withdrawn is history.
    """

    id: str
    left: str
    right: str
    verdict: str
    decided_by: str
    decided_at: dt.datetime
    note: str | None = None
    probability: float | None = None
    weight: float | None = None
    clues: tuple[str, ...] = ()
    weights_version: str | None = None
    withdrawn_by: str | None = None
    withdrawn_at: dt.datetime | None = None

    @property
    def pair(self) -> tuple[str, str]:
        """Both ids."""
        return self.left, self.right

    @property
    def is_in_force(self) -> bool:
        """Whether nobody has withdrawn it."""
        return self.withdrawn_at is None

    @property
    def merges(self) -> bool:
        """Whether both ids are one by it."""
        return self.is_in_force and self.verdict == "same"


# --- what is read and answered


@dataclass(frozen=True, slots=True)
class Profile:
    """What the conditions of a need are held against; what no source states is None or empty.

    `point` is latitude and longitude in degrees, `languages` are of ISO 639-1, `sectors` of NACE.
    """

    point: tuple[float, float] | None = None
    size_class: str | None = None
    employees: int | None = None
    languages: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Feedback:
    """What somebody found of an organisation as a partner for a need; `verdict` is fit, unfit or
    asked.

    A need may hold names and addresses, so of it only a digest is kept, and the competencies that
    it surely meant; and `reason` is a code. Feedback that was withdrawn is history.
    """

    id: str
    organisation: str
    verdict: str
    need: str
    competencies: tuple[str, ...]
    decided_by: str
    decided_at: dt.datetime
    reason: str | None = None
    withdrawn_by: str | None = None
    withdrawn_at: dt.datetime | None = None

    @property
    def is_in_force(self) -> bool:
        """Whether nobody took it back."""
        return self.withdrawn_at is None


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation in short; `kind` is its class, `region` a NUTS code.

    `doubts` are reasons why what is stated of it may be wrong.
    """

    id: str
    name: str
    kind: str
    country: str | None
    region: str | None
    region_name: str | None = None
    city: str | None = None
    doubts: tuple[str, ...] = ()
    profile: Profile = Profile()


@dataclass(frozen=True, slots=True)
class Citation:
    """A piece of evidence or a statement, with the load, file and row that it comes from."""

    id: str
    kind: str
    title: str
    date: dt.date | None
    source: str
    load: str
    file: str
    row: int


@dataclass(frozen=True, slots=True)
class CompetencyMatch:
    """A competency that a text may mean, with a confidence in 0..1."""

    id: str
    label: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Statement:
    """A capability in full, as an organisation's page shows it.

    `competencies` are those that a source states, `derived` those that its text was found to be
    about; `doubts` are reasons why it may be wrong.
    """

    id: str
    text: str
    status: str
    level: int | None
    recorded_on: dt.date | None
    competencies: tuple[str, ...]
    evidence: tuple[Citation, ...]
    derived: tuple[CompetencyMatch, ...] = ()
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OrganisationDetail:
    """An organisation with everything that it offers and the records behind it.

    `merged_ids` are those of others that were judged to be the same; they find it too.
    """

    organisation: Organisation
    alternative_names: tuple[str, ...]
    description: str | None
    website: str | None
    size_class: str | None
    capabilities: tuple[Statement, ...]
    records: tuple[str, ...]
    merged_ids: tuple[str, ...] = ()
    retired_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value comes from: the first line of a row, in a file that a load read."""

    source: str
    load: str
    file: str
    row: int


@dataclass(frozen=True, slots=True)
class StatedValue:
    """A value of a property as the graph has it; `name` may also be `class` or a relation."""

    name: str
    value: Scalar
    origin: Origin


@dataclass(frozen=True, slots=True)
class LostValue:
    """A value that a record states and the graph has not, since another won.

    `because` is rank, evidence or recency, and `reason` says it in words.
    """

    name: str
    value: Scalar
    origin: Origin
    won: StatedValue
    because: str
    reason: str


@dataclass(frozen=True, slots=True)
class Account:
    """What records state of one thing: the values that the graph has, and those that lost."""

    ref: NodeRef
    facts: tuple[StatedValue, ...] = ()
    lost: tuple[LostValue, ...] = ()


@dataclass(frozen=True, slots=True)
class Contact:
    """A person to talk to; name, e-mail and phone are sealed together in `sealed`.

    It is None where a source states none of them.
    """

    id: str
    job_title: str | None
    languages: tuple[str, ...]
    consent_on: dt.date
    sealed: str | None


@dataclass(frozen=True, slots=True)
class Requirement:
    """One thing that is needed, in the words of the need; `must` is false for what is nice."""

    id: str
    text: str
    must: bool
    competencies: tuple[CompetencyMatch, ...] = ()


@dataclass(frozen=True, slots=True)
class SetAside:
    """Words of a need that ask for nothing, such as a signature, by kind."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Need:
    """A need as it was understood; `questions` are to be put to the customer."""

    text: str
    requirements: tuple[Requirement, ...]
    conditions: tuple[Condition, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    questions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a score: `contribution` is `value` times `weight`; `value` lies in 0..1."""

    name: str
    value: float
    weight: float
    reason: str
    evidence: tuple[Citation, ...] = ()

    @property
    def contribution(self) -> float:
        """What this part adds to the score."""
        return self.value * self.weight


@dataclass(frozen=True, slots=True)
class Partner:
    """A ranked organisation; its score is the sum of its parts' contributions.

    `strength` is how well it does the one requirement that it does best, in 0..1, and `probability`
    how likely it is that it is judged fit for that: of partners of such a strength about so many
    were. It is None where somebody has judged it for this very need.
    """

    organisation: Organisation
    parts: tuple[Part, ...]
    strength: float
    probability: float | None

    @property
    def score(self) -> float:
        """In 0..1, since the weights sum to 1."""
        return sum(part.contribution for part in self.parts)


@dataclass(frozen=True, slots=True)
class Alike:
    """Partners that the data cannot tell apart, so that their order means nothing.

    `partners` are the ids of those in the answer, `organisations` counts those beyond it too.
    """

    partners: tuple[str, ...]
    organisations: int


@dataclass(frozen=True, slots=True)
class Unmet:
    """A requirement that nobody fits, and why: turned away, not offered, or not understood."""

    requirement: str
    kind: str
    reason: str


@dataclass(frozen=True, slots=True)
class MatchAnswer:
    """Ranked partners for a need; `unmet` names the requirements that nobody fits.

    `turned_away` counts who would fit and fails a must, by the place of the condition in the need.
    `relaxed` are the places of certificates that were let go, since nobody meets all musts.
    """

    need: Need
    partners: tuple[Partner, ...]
    unmet: tuple[Unmet, ...]
    revision: int
    turned_away: Mapping[int, int] = field(default_factory=dict)
    relaxed: tuple[int, ...] = ()
    alike: tuple[Alike, ...] = ()

    @property
    def uncovered(self) -> tuple[str, ...]:
        """The ids of the requirements that nobody fits."""
        return tuple(unmet.requirement for unmet in self.unmet)

    @property
    def abstained(self) -> bool:
        """Whether there is no credible partner."""
        return not self.partners
