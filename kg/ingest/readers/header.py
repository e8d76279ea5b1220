"""Finds the row that names the columns: people put titles and dates above it."""

from collections.abc import Collection, Sequence

# How many rows that hold something may stand above the header, and itself.
ROWS_LOOKED_AT = 10
_SEVERAL = 2


def header_at(rows: Sequence[Sequence[str]], known: Collection[str]) -> int:
    """The place of the header among the first rows: the first of those with most known names.

    Where no name is known, the first with several cells, since a title has one.
    """

    def fits(place: int) -> tuple[int, int]:
        filled = [cell.strip().lower() for cell in rows[place] if cell.strip()]
        return sum(cell in known for cell in filled), min(len(filled), _SEVERAL)

    return max(range(len(rows)), key=fits, default=0)
