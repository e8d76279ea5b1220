"""The report: what is doubtful, counted by check, source and cluster, and what is missing."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from kg.errors import NotFoundError
from kg.ontology.contents import Contents
from kg.quality.belonging import Belonging, Scope, read_belonging
from kg.quality.checks import CHECKS
from kg.quality.completeness import Completeness, completeness
from kg.quality.finding import Check, Finding
from kg.quality.survey import Survey


@dataclass(frozen=True, slots=True)
class Doubts:
    """What one check has found: how much in all, and the first findings."""

    check: Check
    count: int
    by_source: Mapping[str, int]
    by_cluster: Mapping[str, int]
    examples: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What is doubtful by check, and how complete each source and each cluster is."""

    doubts: tuple[Doubts, ...]
    sources: tuple[Completeness, ...]
    clusters: tuple[Completeness, ...]


def report(survey: Survey, scope: Scope, limit: int) -> Report:
    """Asks every check; keeps `limit` findings of each, and counts the others.

    Raises NotFoundError for a source or cluster that the graph has not.
    """
    _check_known(survey.contents, scope)
    belonging = read_belonging(survey.contents)
    doubts = tuple(_doubts(check, survey, belonging, scope, limit) for check in CHECKS)
    sources, clusters = completeness(survey.contents, belonging, scope)
    return Report(doubts, sources, clusters)


def _doubts(check: Check, survey: Survey, belonging: Belonging, scope: Scope, limit: int) -> Doubts:
    count, examples = 0, list[Finding]()
    by_source, by_cluster = Counter[str](), Counter[str]()
    for finding in check.look(survey):
        if not belonging.is_meant(finding, scope):
            continue
        count += 1
        by_source.update(finding.sources)
        by_cluster.update(belonging.of(finding.node))
        if len(examples) < limit:
            examples.append(finding)
    return Doubts(check, count, _by_name(by_source), _by_name(by_cluster), tuple(examples))


def _check_known(contents: Contents, scope: Scope) -> None:
    asked = (("Source", "source", scope.source), ("Grouping", "cluster", scope.cluster))
    for class_name, noun, name in asked:
        if name is None:
            continue
        known = sorted(node.ref.id for node in contents.nodes(class_name))
        if name not in known:
            there = f"one of {', '.join(known)}" if known else "load one with kg ingest"
            raise NotFoundError(f"no {noun} {name!r}; next step: {there}")


def _by_name(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items()))
