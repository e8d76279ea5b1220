"""The report of plausibility as JSON."""

from typing import Any

from kg.quality.completeness import MEASURES, Completeness
from kg.quality.finding import Finding
from kg.quality.report import Doubts, Report


def report_json(report: Report) -> dict[str, Any]:
    """The whole report; shares are from 0 to 1."""
    return {
        "checks": [_doubts(doubts) for doubts in report.doubts],
        "measures": {measure.name: measure.says for measure in MEASURES},
        "sources": [_completeness(of) for of in report.sources],
        "clusters": [_completeness(of) for of in report.clusters],
    }


def _doubts(doubts: Doubts) -> dict[str, Any]:
    return {
        "check": doubts.check.name,
        "says": doubts.check.says,
        "count": doubts.count,
        "bySource": dict(doubts.by_source),
        "byCluster": dict(doubts.by_cluster),
        "findings": [_finding(finding) for finding in doubts.examples],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "class": finding.node.label,
        "id": finding.node.id,
        "term": finding.term,
        "value": finding.value,
        "reason": finding.reason,
        "records": list(finding.records),
    }


def _completeness(of: Completeness) -> dict[str, Any]:
    shares = {measure.name: round(of.share(measure.name), 4) for measure in MEASURES}
    return {"name": of.name, "organisations": of.organisations, "shares": shares}
