"""Feedback as JSON: the same for the command line and the service."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from kg.graph.catalogue import Catalogue
from kg.model import Feedback


@dataclass(frozen=True)
class FeedbackNames:
    """Calls what feedback refers to by name; what is not there any more has none."""

    catalogue: Catalogue

    def json(self, feedback: Iterable[Feedback]) -> list[dict[str, Any]]:
        """Each with the names of its organisation and competencies."""
        found = list(feedback)
        ids = {c for each in found for c in each.competencies}
        labels = {c.id: c.label for c in self.catalogue.competencies(ids)}
        organisations = self.catalogue.organisations({each.organisation for each in found})
        names = {organisation.id: organisation.name for organisation in organisations}
        return [
            {
                "id": each.id,
                "organisation": each.organisation,
                "name": names.get(each.organisation),
                "verdict": each.verdict,
                "reason": each.reason,
                "competencies": [{"id": c, "label": labels.get(c)} for c in each.competencies],
                "need": each.need,
                "decidedBy": each.decided_by,
                "decidedAt": each.decided_at.isoformat(),
                "withdrawnBy": each.withdrawn_by,
                "withdrawnAt": each.withdrawn_at.isoformat() if each.withdrawn_at else None,
            }
            for each in found
        ]
