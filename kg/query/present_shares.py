"""Proposed shares as JSON objects and as words, with where each comes from."""

from fractions import Fraction

from kg.query.json_values import Json
from kg.query.team.shares import (
    INPUT_WEIGHT,
    RISK_WEIGHT,
    Exposure,
    MemberShare,
    Shares,
)


def shares_json(shares: Shares | None) -> Json | None:
    """A proposal in basis points; the terms of an exposure are parts of all work."""
    if shares is None:
        return None
    return {
        "leadPartner": shares.lead,
        "clusterShare": shares.cluster,
        "inputWeight": INPUT_WEIGHT,
        "riskWeight": RISK_WEIGHT,
        "members": [_member(member) for member in shares.members],
    }


def derivation(member: MemberShare) -> str:
    """Where the shares of a member come from, in one line."""
    return (
        f"input: {percent(member.input)} of the work; risk: {exposure_words(member.exposure)}; "
        f"revenue: {INPUT_WEIGHT} % by input and {RISK_WEIGHT} % by risk"
    )


def exposure_words(exposure: Exposure) -> str:
    """What a member risks, in parts of all work, as a sum of its terms."""
    terms = ", ".join(f"{told} {_parts(part)}" for told, part in _terms(exposure) if part)
    return f"{_parts(exposure.total)} = {terms}"


def percent(basis_points: int) -> str:
    """Basis points in percent, with all their digits."""
    return f"{basis_points / 100:.2f} %"


def _member(member: MemberShare) -> Json:
    exposure = member.exposure
    return {
        "id": member.member,
        "input": member.input,
        "risk": member.risk,
        "revenue": member.revenue,
        "exposure": {
            "ownWork": _number(exposure.own),
            "unproven": _number(exposure.unproven),
            "soleSource": _number(exposure.sole),
            "lead": _number(exposure.lead),
            "joint": _number(exposure.joint),
        },
        "reason": derivation(member),
    }


def _terms(exposure: Exposure) -> list[tuple[str, Fraction]]:
    return [
        ("own work", exposure.own),
        ("work without proof", exposure.unproven),
        ("work that nobody else could take over", exposure.sole),
        ("lead partner", exposure.lead),
        ("liability of all", exposure.joint),
    ]


def _parts(part: Fraction) -> str:
    return f"{float(part):.3f}"


def _number(part: Fraction) -> float:
    return round(float(part), 6)
