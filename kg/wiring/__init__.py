"""Puts the product together: the only place that picks implementations."""

from kg.wiring.answers import AnswerServices
from kg.wiring.loads import LoadServices
from kg.wiring.networks import NetworkServices
from kg.wiring.premises import premises

__all__ = ["Services", "premises"]


class Services(LoadServices, AnswerServices, NetworkServices):
    """Everything that a command may ask for, each built when it is first asked for."""

    def warm_up(self) -> None:
        """Builds what requests share, before several threads ask for it at once."""
        _ = self.connection, self.catalogue, self.matcher, self._read_model
