"""Checks of what is stored."""

import datetime as dt
from typing import TYPE_CHECKING

from kg.wiring.records import RecordServices

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.ontology.validate import Breach
    from kg.quality.belonging import Scope
    from kg.quality.report import Report
    from kg.quality.survey import Accounts as Stated
    from kg.quality.survey import Survey


class QualityServices(RecordServices):
    """Checks of what is stored: rules that it breaks, and what is doubtful of it."""

    def breaches(self) -> "Iterator[Breach]":
        """Where the stored graph breaks a shape or a rule of the domain."""
        from kg.graph.contents import GraphContents
        from kg.ontology.validate import validate

        contents = GraphContents(self.connection, self.schema)
        return validate(self.fact_reader.contract, contents, dt.datetime.now(dt.UTC).date())

    def quality(self, scope: "Scope", limit: int) -> "Report":
        """What of the stored graph is doubtful or missing.

        What a record states is the business of loads, so the function that says it is handed over.
        """
        from kg.quality.report import report

        self.check_whole()
        return report(self._survey(self.accounts.of), scope, limit)

    def mark_doubts(self, *, anew: bool = False) -> int:
        """Marks what is doubtful, if the graph has changed since or `anew`; returns how many marks
        changed."""
        from kg.graph.doubt_marks import MARKED, DoubtMarks
        from kg.quality.checks import CHECKS
        from kg.quality.doubts import find_doubts

        marks = DoubtMarks(self.connection, self._changes.note)
        if not (anew or marks.is_due()):
            return 0
        return marks.mark(find_doubts(self._survey(), CHECKS, MARKED))

    def _survey(self, accounts: "Stated | None" = None) -> "Survey":
        from kg.graph.contents import GraphContents
        from kg.quality.survey import Survey, no_accounts

        contents = GraphContents(self.connection, self.schema, in_force=True)
        today = dt.datetime.now(dt.UTC).date()
        return Survey(self.schema, contents, today, accounts or no_accounts)
