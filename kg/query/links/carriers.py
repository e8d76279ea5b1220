"""Who carries the links of a pair of regions: what is gone without one organisation."""

from dataclasses import dataclass

import numpy as np

from kg.projection.network.pairs import Numbers, counted
from kg.query.links.table import LinkTable


@dataclass(frozen=True, slots=True)
class Carrier:
    """An organisation by its row, and how many links of the pair are gone without it."""

    organisation: int
    lost: int


def carriers(table: LinkTable, row: int) -> list[Carrier]:
    """Everybody without whom the pair has fewer links, most first, ties by row."""
    found = [np.empty(0, np.int64)]
    for _, _, links, own in table.of_pair(row):
        found.append(links.bearers[np.isin(links.borne, own)])
    rows, counts = counted(np.concatenate(found))
    order = np.lexsort((rows, -counts))
    return [Carrier(int(rows[n]), int(counts[n])) for n in order]


def largest_carriers(table: LinkTable, pairs: Numbers) -> list[Carrier | None]:
    """The largest carrier of each of these pairs; None where nobody is needed."""
    wanted = {int(table.keys[row]): n for n, row in enumerate(pairs)}
    order = np.argsort(table.keys[pairs], kind="stable")
    sorted_keys = table.keys[pairs][order]
    found = [np.empty((2, 0), np.int64)]
    for links in table.links.values():
        keys = (links.first * len(table.codes) + links.second)[links.borne]
        places = np.searchsorted(sorted_keys, keys)
        places[places == len(sorted_keys)] = 0
        is_wanted = sorted_keys[places] == keys if len(sorted_keys) else np.zeros(0, np.bool_)
        found.append(np.stack([keys[is_wanted], links.bearers[is_wanted]]))
    keys, bearers = np.concatenate(found, axis=1)
    most = int(bearers.max(initial=0)) + 1
    combined, counts = counted(keys * most + bearers)
    largest: list[Carrier | None] = [None] * len(pairs)
    # The last to be put in place is the one with most, of those the lowest row.
    for n in np.lexsort((-(combined % most), counts)):
        carrier = Carrier(int(combined[n] % most), int(counts[n]))
        largest[wanted[int(combined[n] // most)]] = carrier
    return largest
