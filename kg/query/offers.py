"""Who offers what: candidates for each requirement, gathered by organisation."""

import datetime as dt
from collections import defaultdict

from kg.projection.projection import Projection
from kg.query.features import Offer
from kg.query.fit import CapabilityFit, fitting_capabilities
from kg.query.need import Understood


def find_offers(
    projection: Projection, understood: Understood, region: str, today: dt.date
) -> dict[int, dict[str, Offer]]:
    """For each organisation in the region, its offer for each requirement that it meets.

    Keys are the organisation's row in `projection.organisations`, then the requirement's id;
    who has nothing credible is absent. `region` is a code whose beginning counts ("UKE" holds
    UKE3), "" takes everybody. An offer's capabilities come best fitting first, ties by row.
    `today` decides what is still valid.
    """
    found: dict[int, dict[str, list[CapabilityFit]]] = defaultdict(lambda: defaultdict(list))
    columns = projection.capabilities
    rows = zip(understood.need.requirements, understood.vectors, understood.stems, strict=True)
    for requirement, vector, stems in rows:
        fits = fitting_capabilities(projection, vector, stems, requirement.competencies)
        for fit in fits.values():
            found[int(columns.organisation[fit.capability])][requirement.id].append(fit)
    return {
        organisation: {
            id_: Offer(projection, tuple(sorted(fits, key=_best_first)), today)
            for id_, fits in by_need.items()
        }
        for organisation, by_need in found.items()
        if projection.organisations.regions[organisation].startswith(region)
    }


def _best_first(fit: CapabilityFit) -> tuple[float, int]:
    return (-fit.value, fit.capability)
