"""The agreement that is recorded with an enterprise: the shares that were proposed for a team."""

from kg.enterprise.agreement import Agreement, SeatShares
from kg.enterprise.lifecycle import LEAD
from kg.errors import StateError
from kg.query.team.answer import TeamAnswer
from kg.query.team.shares import Shares


def agreed_members(answer: TeamAnswer) -> tuple[list[str], Agreement]:
    """The members of a team, the lead partner with its role, and their agreement.

    Raises StateError for a team of nobody.
    """
    shares = answer.shares
    if shares is None:
        raise StateError("there is no team to save; next step: read its gaps without --save")
    ids = [member.organisation.id for member in answer.members]
    return [f"{id_}:{LEAD}" if id_ == shares.lead else id_ for id_ in ids], _agreement(shares)


def _agreement(shares: Shares) -> Agreement:
    members = {s.member: SeatShares(s.input, s.risk, s.revenue) for s in shares.members}
    return Agreement(shares.lead, shares.cluster, members)
