"""Counts what is not counted, so that nothing is dropped in silence."""

from collections.abc import Callable

import numpy as np

from kg.projection.network.reader import NetworkReader
from kg.query.links.found import LeftOut
from kg.query.links.table import LinkTable


def left_out(reader: NetworkReader, table: LinkTable) -> LeftOut:
    """What the links of a table leave out, and whose codes are retired or unknown."""
    homeless = [np.empty(0, np.int64), *(each.homeless for each in table.links.values())]
    former, current = set(reader.network.regions.former), set(reader.network.regions.ids)
    return LeftOut(
        sum(each.unplaced for each in table.links.values()),
        len(np.unique(np.concatenate(homeless))),
        sum(each.self_loops for each in table.links.values()),
        _with_code(reader, lambda code: code in former and code not in current),
        # Of a country of which no region is loaded nobody can tell.
        _with_code(reader, lambda code: code[:2] in current and code not in former | current),
        int(reader.network.members.are_doubted.sum()),
    )


def _with_code(reader: NetworkReader, is_meant: Callable[[str], bool]) -> int:
    """Of how many organisations the stated code is so."""
    column = reader.network.members.stated
    meant = [place for place, code in enumerate(column.texts) if code and is_meant(code)]
    return int(np.isin(column.codes, meant).sum())
