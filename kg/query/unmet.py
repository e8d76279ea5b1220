"""Says why nobody fits a requirement: not understood, not offered, or who offers it is out."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from kg.model import Requirement, Unmet
from kg.query.admission import Admitted
from kg.query.fit import SURE
from kg.query.need import Understood
from kg.query.offers import Offers
from kg.query.readings import worded

TURNED_AWAY, NOT_OFFERED, NOT_UNDERSTOOD = "turned away", "not offered", "not understood"


@dataclass(frozen=True, slots=True)
class Unmets:
    """Those requirements of a need that nobody fits.

    `offers` are those before conditions were held against them. `where` is the region that is
    asked for, or empty. `is_known` says whether any statement holds a stem.
    """

    understood: Understood
    offers: Offers
    admitted: Admitted
    where: str
    is_known: Callable[[str], bool]

    def find(self) -> Iterator[Unmet]:
        """Each with its reason, in order."""
        left = self.admitted.offers.fits
        pairs = zip(self.offers.fits, left, strict=True)
        for place, (before, own) in enumerate(pairs):
            if not len(own.capabilities):
                yield self._unmet(place, was_offered=len(before.capabilities) > 0)

    def _unmet(self, place: int, *, was_offered: bool) -> Unmet:
        requirement = self.understood.need.requirements[place]
        if was_offered:
            return Unmet(requirement.id, TURNED_AWAY, "who states it fails a condition")
        if _is_sense(requirement, self.understood.stems[place], self.is_known):
            return Unmet(requirement.id, NOT_OFFERED, self._not_offered(requirement))
        reason = "no statement holds a word of it, and no competency is near to it"
        return Unmet(requirement.id, NOT_UNDERSTOOD, reason)

    def _not_offered(self, requirement: Requirement) -> str:
        nobody = f"nobody in {self.where}" if self.where else "nobody"
        if not requirement.competencies:
            return f"{nobody} states anything like it"
        best = requirement.competencies[0]
        if best.confidence >= SURE:
            return f"it is understood as “{best.label}”, which {nobody} states"
        return (
            f"{nobody} states anything like it; the nearest competency is “{best.label}”, "
            f"with confidence {best.confidence:.2f}"
        )


def _is_sense(
    requirement: Requirement, stems: Sequence[str], is_known: Callable[[str], bool]
) -> bool:
    return bool(requirement.competencies) or any(map(is_known, worded(stems)))
