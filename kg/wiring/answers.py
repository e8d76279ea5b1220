"""Whatever answers."""

import datetime as dt
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from kg.graph.candidates import Candidates
from kg.graph.demands import Demands
from kg.query.complements.find import ComplementFinder
from kg.query.match import Matcher
from kg.query.need import NeedReader
from kg.query.team.form import TeamFormer
from kg.wiring.graph import server_address
from kg.wiring.records import RecordServices

if TYPE_CHECKING:
    from kg.enterprise.registry import Registry
    from kg.graph.copy_reader import CopyReader
    from kg.graph.read_only import ServerReader
    from kg.query.chains.read import ChainReader
    from kg.query.console import Console
    from kg.query.export.document import Export
    from kg.query.feedback.marking import Marking
    from kg.query.potential.find import PotentialFinder
    from kg.query.team.brief.export import Exporter
    from kg.query.team.midas.inspect import Inspector


class AnswerServices(RecordServices):
    """What answers: matches, teams, complements, regions, queries and exports."""

    @cached_property
    def matcher(self) -> Matcher:
        """Answers needs."""
        reader = NeedReader(self.encoder.encode, self.words)
        return Matcher(self.catalogue, reader, self.feedback)

    @cached_property
    def marking(self) -> "Marking":
        """Takes feedback, and takes it back."""
        from kg.query.feedback.marking import Marking

        return Marking(
            self.feedback_log,
            self.judgements,
            self.catalogue,
            lambda: self.schema.code_lists["unfitReasons"].codes,
        )

    @cached_property
    def team_former(self) -> TeamFormer:
        """Forms teams."""
        candidates = Candidates(self.connection)
        reader, feedback = self.matcher.reader, self.feedback
        return TeamFormer(self.catalogue, reader, self.opportunities, candidates, feedback)

    @cached_property
    def inspector(self) -> "Inspector":
        """Holds teams to the principles of Midas, and to the rules of clusters."""
        from kg.graph.assessments import Assessments
        from kg.query.team.midas.inspect import Inspector

        principles = lambda: self.schema.code_lists["midasPrinciples"]  # noqa: E731
        return Inspector(Assessments(self.connection), principles)

    @cached_property
    def team_exporter(self) -> "Exporter":
        """Writes teams for others."""
        from kg.query.team.brief.export import Exporter

        return Exporter(self.opportunities, self._website)

    def _website(self, organisation: str) -> str | None:
        found = self.catalogue.organisation(organisation)
        return found.website if found else None

    @cached_property
    def complement_finder(self) -> ComplementFinder:
        """Finds partners that complete a firm."""
        return ComplementFinder(self.catalogue, Demands(self.connection), self.opportunities)

    @cached_property
    def chain_reader(self) -> "ChainReader":
        """Reads value chains."""
        from kg.graph.value_chains import ValueChains
        from kg.query.chains.read import ChainReader

        return ChainReader(ValueChains(self.connection), self.opportunities)

    @cached_property
    def potential_finder(self) -> "PotentialFinder":
        """Finds regions that complete one."""
        from kg.graph.value_chains import ValueChains
        from kg.query.potential.find import PotentialFinder
        from kg.query.potential.wholes import WholeReader

        wholes = WholeReader(
            ValueChains(self.connection), self.opportunities, Demands(self.connection)
        )
        return PotentialFinder(wholes, self.matcher)

    @cached_property
    def registry(self) -> "Registry":
        """Forms and closes virtual enterprises."""
        from kg.enterprise.registry import Registry
        from kg.graph.enterprises import Enterprises

        roles = self.schema.code_lists["enterpriseRoles"].codes
        return Registry(Enterprises(self.connection), self.opportunities, self.catalogue, roles)

    def uses(self, opportunity: str, organisations: Sequence[str]) -> Sequence[str]:
        """Ids of the capabilities by which organisations cover an opportunity."""
        from kg.query.used import used_capabilities

        demands, _ = Demands(self.connection).requirements([opportunity])
        today = dt.datetime.now(dt.UTC).date()
        return used_capabilities(self.projection(), demands, organisations, today)

    @cached_property
    def console(self) -> "Console":
        """Answers questions in Cypher."""
        from kg.query.console import Console

        self.check_whole()
        return Console(self._reader())

    def _reader(self) -> "ServerReader | CopyReader":
        from kg.graph.copy_reader import CopyReader
        from kg.graph.read_only import ServerReader
        from kg.graph.reader_copy import ReaderCopy

        if self.settings.graph_uri:
            return ServerReader(server_address(self.settings))
        copy = ReaderCopy(self.engine, self.connection, self.reader_engine, self._say)
        return CopyReader(copy)

    @cached_property
    def export(self) -> "Export":
        """Writes the graph as RDF.

        What a record states is the business of loads, and answers know nothing of them, so the
        function that says it is handed over here.
        """
        from kg.graph.whole import WholeGraph
        from kg.ingest.stated import RecordReader
        from kg.ontology.vocabulary import load_vocabulary
        from kg.query.export.document import Export

        states = RecordReader(self.ledger, self.fact_reader)
        whole = WholeGraph(self.connection, self.schema)
        return Export(whole, self.archive, load_vocabulary(self.schema), states)
