"""The sentence of an answer without partners: why there is nobody, and what to do."""

from collections.abc import Sequence

from kg.query.complements.wanted import Wants

MOST_TOLD = 3


def write_note(
    name: str,
    wants: Wants,
    lacking: Sequence[str],
    region: str | None,
    opportunity: str | None,
) -> str:
    """Why nobody completes the firm of this name; `lacking` says in words what it lacks."""
    if lacking:
        where = f" in {region}" if region else ""
        more = f" and {len(lacking) - MOST_TOLD} more" if len(lacking) > MOST_TOLD else ""
        step = "try without the region" if region else "look outside the cluster"
        told = "; ".join(lacking[:MOST_TOLD]) + more
        return f"nobody{where} offers what {name} lacks: {told}; next step: {step}"
    if wants.held:
        of = f"opportunity {opportunity}" if opportunity else "its work"
        return f"{name} lacks nothing: it holds every competency that {of} demands"
    if opportunity:
        return f"opportunity {opportunity} calls for no competency, so nothing is lacking of it"
    return (
        f"nothing is known to be demanded of {name}: it is in no value chain, fits no open "
        "opportunity, and has no past work on record"
    )
