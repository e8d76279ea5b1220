"""Holds the feedback in force as it is now, so that answers need not read it again."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from threading import Lock

from kg.graph.feedback_log import FeedbackLog
from kg.graph.identities import Identities
from kg.graph.prepare import GraphState
from kg.model import Feedback

Pairs = Callable[[], Iterable[tuple[str, str]]]


class CurrentFeedback:
    """The feedback in force of one graph, on organisations under the ids that they have now.

    `judged_same` reads the pairs of ids that are one organisation.
    """

    def __init__(self, log: FeedbackLog, judged_same: Pairs) -> None:
        self._log = log
        self._judged_same = judged_same
        self._held: tuple[tuple[str, int, int], Sequence[Feedback]] = (("", 0, 0), ())
        self._one_at_a_time = Lock()

    def __call__(self) -> Sequence[Feedback]:
        """The feedback as of the state that was followed last."""
        return self._held[1]

    def follow(self, state: GraphState) -> None:
        """Reads the feedback if it, or who is one with whom, may have changed."""
        key = (state.graph_id, state.revision, state.feedback)
        with self._one_at_a_time:
            if self._held[0] != key:
                self._held = (key, self._read() if state.feedback else ())

    def _read(self) -> Sequence[Feedback]:
        found = [feedback for feedback in self._log.all() if feedback.is_in_force]
        if not found:
            return ()
        identities = Identities.of(self._judged_same())
        return [replace(each, organisation=identities.kept(each.organisation)) for each in found]
