"""What becomes of a key that comes twice in one load."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.embed.cache import text_key
from kg.ingest.records import RefusedRow, SentRow, of_key
from kg.ingest.scratch import Scratch
from kg.model import Reason


@dataclass(frozen=True, slots=True)
class First:
    """The first row of a key: the hash of its values, its line, and whether it was kept out."""

    hash: str
    line: int
    is_refused: bool = False


class Keys:
    """The keys that a load has seen, as digests, however many in the same memory."""

    def __init__(self) -> None:
        self._seen = Scratch(
            "CREATE TABLE seen (slot BLOB PRIMARY KEY, hash TEXT, line INTEGER, "
            "is_refused INTEGER DEFAULT 0) WITHOUT ROWID"
        )

    def divide(self, rows: Sequence[SentRow]) -> tuple[list[SentRow], list[SentRow]]:
        """The rows whose key comes for the first time, and the others."""
        first, repeated = [], []
        digests = [text_key(row.record.slot) for row in rows]
        known, new = set(self._find(digests)), []
        for row, digest in zip(rows, digests, strict=True):
            # A key that is broken is no key: such rows are refused, each for itself.
            if row.broken_keys:
                first.append(row)
            elif digest in known:
                repeated.append(row)
            else:
                known.add(digest)
                new.append((digest, row.record.hash, row.record.row))
                first.append(row)
        self._seen.change("INSERT INTO seen (slot, hash, line) VALUES (?, ?, ?)", new)
        return first, repeated

    def refuse(self, slots: Iterable[str]) -> None:
        """Notes that the first rows of these keys were kept out."""
        self._seen.change(
            "UPDATE seen SET is_refused = 1 WHERE slot = ?", [(text_key(slot),) for slot in slots]
        )

    def judge(self, repeated: Sequence[SentRow]) -> tuple[int, list[RefusedRow]]:
        """How many rows only repeat an accepted one, and those that are kept out."""
        again, refused = 0, []
        found = self._find([text_key(row.record.slot) for row in repeated])
        for row in repeated:
            record, first = row.record, found[text_key(row.record.slot)]
            if first.hash == record.hash and not first.is_refused:
                again += 1
                continue
            rule = f"must be unique; line {first.line} has the same key and other values"
            reason = Reason.DUPLICATE_KEY
            if first.hash == record.hash:
                rule = f"repeats line {first.line}, which was rejected"
                reason = Reason.REPEATS_REJECTED
            rejection = of_key(record, row.key_column, record.key, rule, reason)
            refused.append(RefusedRow(record, (rejection,)))
        return again, refused

    def _find(self, digests: Sequence[bytes]) -> dict[bytes, First]:
        text = "SELECT slot, hash, line, is_refused FROM seen WHERE slot"
        return {
            slot: First(hash_, line, bool(is_refused))
            for slot, hash_, line, is_refused in self._seen.find(text, digests)
        }
