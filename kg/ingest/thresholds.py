"""How many rows of a source may be rejected before somebody is warned, or nothing is written."""

import re
from dataclasses import dataclass

from kg.errors import UsageError

_SHARE = re.compile(r"(\d{1,3}(?:\.\d+)?) ?%")
_ROWS = re.compile(r"\d{1,9}")
_FRACTION = re.compile(r"0?\.\d+")
ALL = 100.0
FORMS = "a share of the rows such as 5%, or a number of rows such as 200"


@dataclass(frozen=True, slots=True)
class Bound:
    """As many rows may be rejected, and not one more: a share in percent, or their number."""

    share: float | None = None
    rows: int | None = None

    def is_exceeded(self, rejected: int, read: int) -> bool:
        """Whether more of the rows that were read were rejected."""
        if self.rows is not None:
            return rejected > self.rows
        return self.share is not None and rejected * ALL > self.share * read

    def __str__(self) -> str:
        return f"{self.share:g}%" if self.share is not None else f"{self.rows}"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From where on one is warned, and from where on nothing is written; None for nowhere."""

    warn: Bound | None = None
    stop: Bound | None = None

    def over(self, other: "Thresholds") -> "Thresholds":
        """These, and where they say nothing, the other ones."""
        return Thresholds(self.warn or other.warn, self.stop or other.stop)

    def is_warning(self, rejected: int, read: int) -> bool:
        """Whether somebody is to be warned."""
        return self.warn is not None and self.warn.is_exceeded(rejected, read)

    def is_stopping(self, rejected: int, read: int) -> bool:
        """Whether nothing is to be written."""
        return self.stop is not None and self.stop.is_exceeded(rejected, read)


NO_THRESHOLDS = Thresholds()


def read_bound(text: str) -> Bound:
    """The bound that a text says: `5%`, `0.05` and `200`; UsageError for any other."""
    plain = text.strip()
    if found := _SHARE.fullmatch(plain):
        share = float(found[1])
        if share <= ALL:
            return Bound(share=share)
    elif _FRACTION.fullmatch(plain):
        return Bound(share=round(float(plain) * ALL, 6))
    elif _ROWS.fullmatch(plain):
        return Bound(rows=int(plain))
    raise UsageError(f"{text!r} is no threshold; next step: name {FORMS}")
