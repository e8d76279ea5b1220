"""Finds in a graph which organisations may be one, and says what holds of the pairs."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.graph.identities import Identities
from kg.graph.judgement_log import JudgementLog
from kg.graph.profile_rows import ProfileRows
from kg.ingest.resolution.pair import Comparison
from kg.ingest.resolution.pending import Pending, Proposal
from kg.ingest.resolution.profiles import profile_of
from kg.ingest.resolution.proposals import Proposals, keep, read, weights_version
from kg.ingest.resolution.resolver import Resolver, compare


@dataclass(frozen=True)
class Resolution:
    """Compares the organisations of one graph; what it finds is kept in a file."""

    rows: ProfileRows
    log: JudgementLog
    file: Path

    def find(self, revision: int) -> Proposals:
        """Compares all organisations, and keeps the pairs that may be one."""
        profiles = [profile_of(row) for row in self.rows.all()]
        found = tuple(Resolver(profiles).comparisons())
        proposals = Proposals(revision, weights_version(), len(profiles), found)
        keep(self.file, proposals)
        return proposals

    def found(self) -> Proposals:
        """What was found last; raises StateError when nothing was compared yet."""
        return read(self.file)

    def proposals(self) -> Iterator[Proposal]:
        """The pairs found last with what holds of each, the likeliest first."""
        return Pending(self.log.all()).proposals(self.found().comparisons)

    def kept(self, ids: Iterable[str]) -> dict[str, str]:
        """The id under which the graph has what each id means."""
        identities = Identities.of(j.pair for j in self.log.all() if j.merges)
        return {id_: identities.kept(id_) for id_ in ids}

    def names(self, ids: Iterable[str]) -> dict[str, str]:
        """The names of the organisations among these that are there."""
        return {id_: profile_of(row).name for id_, row in self.rows.of(set(ids)).items()}

    def compare(self, left: str, right: str) -> Comparison | None:
        """Two organisations as they are now, by the ids that are kept; None where one is not."""
        rows = self.rows.of([left, right])
        if left == right or len(rows) < len((left, right)):
            return None
        return compare(profile_of(rows[left]), profile_of(rows[right]))
