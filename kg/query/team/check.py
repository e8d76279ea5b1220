"""Refuses a request that contradicts itself, with the next step."""

from kg.errors import UsageError, no_organisation
from kg.projection.projection import Projection
from kg.query.team.answer import TeamRequest
from kg.query.team.pool import Pool

# What assessors may give, and how far back an assessment may be asked for.
MOST_SCORE, MOST_MONTHS = 100, 600


def check(request: TeamRequest, projection: Projection) -> None:
    """Raises UsageError for a contradiction, NotFoundError for a member that does not exist."""
    most = request.most_members
    if most is not None and most < 1:
        raise UsageError(f"a team of {most} members is none; next step: allow 1 or more")
    if request.alternatives < 0 or request.differ < 1:
        raise UsageError(
            "alternatives are 0 or more, and differ by 1 member or more; next step: ask for such"
        )
    if request.seconds < 0:
        raise UsageError(f"{request.seconds} seconds are no time; next step: allow 0 or more")
    _check_shares(request)
    _check_assessments(request)
    both = sorted(set(request.required) & set(request.excluded))
    if both:
        raise UsageError(f"{both[0]} is required and excluded; next step: drop one of the two")
    if most is not None and len(set(request.required)) > most:
        raise UsageError(
            f"{len(set(request.required))} members are required, and {most} allowed; "
            "next step: allow more, or require fewer"
        )
    for id_ in (*request.required, *request.excluded):
        if projection.organisations.ids.find(id_) is None:
            raise no_organisation(id_)


def _check_assessments(request: TeamRequest) -> None:
    least, months = request.least_assessment, request.assessed_within
    if least is not None and not 0 <= least <= MOST_SCORE:
        raise UsageError(f"a score of {least} is none; next step: one from 0 to {MOST_SCORE}")
    if months is not None and not 1 <= months <= MOST_MONTHS:
        raise UsageError(f"{months} months are none; next step: 1 to {MOST_MONTHS}")


def _check_shares(request: TeamRequest) -> None:
    for name, share in (
        ("local", request.least_local),
        ("most", request.most_share),
        ("robust", request.least_robust),
    ):
        if share is not None and not 0 <= share <= 1:
            raise UsageError(f"a {name} share of {share} is none; next step: one from 0 to 1")
    if request.most_share == 0:
        raise UsageError("nobody may do any work; next step: allow a larger share for one member")
    if request.least_local and not request.local:
        raise UsageError("a local share needs regions; next step: name them, such as UKE3")


def check_required(request: TeamRequest, pool: Pool) -> None:
    """Raises UsageError where somebody is required who counts for nothing that is asked for."""
    able = set(pool.organisations)
    for id_ in sorted(set(request.required) - able):
        raise UsageError(
            f"{id_} is required, and counts for no requirement; next step: leave it out, or see "
            "the near misses of a team without it"
        )
