"""The report in words."""

from collections.abc import Mapping
from typing import Any

WAYS = {"hits": "", "hits with cited evidence": ", cited"}
QUANTILES = ("p50", "p99")


def ratios(spent: Mapping[str, Mapping[str, float]]) -> dict[str, dict[str, float]]:
    """How many times as long the peer takes."""
    return {
        what: {q: spent[f"peer{way}"][q] / spent[f"ours{way}"][q] for q in QUANTILES}
        for what, way in WAYS.items()
    }


def told(report: dict[str, Any]) -> str:
    """The report in words."""
    k = report["k"]
    head = f"{report['statements']:,} statements, {report['texts']:,} of them different, of "
    head += f"{report['organisations']:,} organisations; {report['queries']} queries; k = {k}"
    lines = [head]
    for way, spent in report["milliseconds"].items():
        lines.append(
            f"{way:12} p50 {spent['p50']:6.2f} ms  p99 {spent['p99']:6.2f} ms  "
            f"({spent['asked']:,} answers)"
        )
    for what, ratios in report.get("times_as_fast", {}).items():
        lines.append(
            f"{what}: the peer takes {ratios['p50']:.1f} times as long at p50, "
            f"{ratios['p99']:.1f} times at p99"
        )
    for side, share in report["recall_at_10"].items():
        lines.append(f"recall@10 of the vector search, {side}: {share:.4f}")
    found = report["filtered"]
    lines.append(f"a region and a certificate asked for, {found['queries']} queries:")
    for side in ("ours", "peer"):
        if side in found:
            hits = found[side]
            lines.append(
                f"  {side}: {hits['mean_hits']:.1f} hits on average; {k} hits for "
                f"{hits['k_hits_where_k_exist']:.0%} of the {hits['k_exist']} queries for which "
                f"{k} exist, and all that exist for {hits['all_that_exist']:.0%} of all queries"
            )
    if "peer_refusal" in found:
        lines.append(f"  the peer, given filters: {found['peer_refusal']}")
    if "peer" in report:
        lines.append(report["peer"])
    return "\n".join(lines)
