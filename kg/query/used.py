"""By which capabilities organisations cover what an opportunity demands."""

import datetime as dt
from collections.abc import Sequence

from kg.graph.demands import Demand
from kg.projection.projection import Projection
from kg.query.complements.holders import find_holders, rows_of


def used_capabilities(
    projection: Projection, demands: Sequence[Demand], organisations: Sequence[str], today: dt.date
) -> list[str]:
    """Ids of the best statement of each organisation for each demand that it covers."""
    rows = [projection.organisations.ids.find(id_) for id_ in organisations]
    found = set()
    for demand in demands:
        competencies = rows_of(projection, demand.competencies)
        holders = find_holders(projection, competencies, demand.minimum_level, today)
        found |= {holders.capability(r) for r in rows if r is not None and holders.quality(r)}
    return [projection.capabilities.ids[row] for row in sorted(found)]
