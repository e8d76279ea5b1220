"""What relationships between two regions are worth, currency by currency."""

from dataclasses import dataclass

import numpy as np

from kg.projection.network.columns import GROUPS
from kg.projection.network.pairs import Numbers
from kg.projection.network.reader import NetworkReader
from kg.query.links.single import SingleLinks


@dataclass(frozen=True, slots=True)
class Value:
    """The sum of the amounts in a currency that are stated, of how many links, each way.

    Of a type without direction all of it is in `there`.
    """

    currency: str
    there: float
    back: float
    links: int

    def turned(self) -> "Value":
        """The same seen from the other region."""
        return Value(self.currency, self.back, self.there, self.links)


def values_of(
    reader: NetworkReader, type_: str, links: SingleLinks, own: Numbers
) -> tuple[Value, ...]:
    """The values of these links of a type, by currency; none where no amount is stated.

    What is paid for a project is stated of each member, not of each two, so groups have none.
    """
    if type_ in GROUPS or not len(own):
        return ()
    ties = reader.network.ties
    things = links.things[own]
    amounts, codes = ties.amounts[things], ties.currencies.codes[things]
    back = links.directions[own] < 0
    is_known = ~np.isnan(amounts)
    return tuple(
        Value(
            ties.currencies.texts[code],
            float(amounts[is_known & (codes == code) & ~back].sum()),
            float(amounts[is_known & (codes == code) & back].sum()),
            int((is_known & (codes == code)).sum()),
        )
        for code in np.unique(codes[is_known]).tolist()
    )
