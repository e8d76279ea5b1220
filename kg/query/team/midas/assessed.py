"""Whether the members are assessed, and lately enough."""

from collections.abc import Iterator, Sequence

from kg.graph.assessments import Assessment
from kg.query.team.assessing import AREAS, latest_of, months_before
from kg.query.team.midas.checklist import NOBODY, Finding, Subject, Verdict, listed

# The rule of the example cluster: what is older says little of a firm today.
MONTHS = 24


def assessed(subject: Subject, months: int = MONTHS) -> Finding:
    """Whether each member has an assessment in each area that is in force and young enough."""
    if not subject.team.members:
        return NOBODY
    outdated, missing = list(_outdated(subject, months)), list(_missing(subject))
    changes = [
        *(f"assess {name} again in {area}" for name, area, _ in outdated),
        *(f"assess {name} in {listed(areas)}" for name, areas in missing),
    ]
    reasons = [
        *(f"{name}: {area} {fault}" for name, area, fault in outdated),
        *(f"{name}: no assessment in {listed(areas)} is recorded" for name, areas in missing),
    ]
    if not reasons:
        told = f"each is assessed in {listed(AREAS)}, within {months} months"
        return Finding(Verdict.MET, told)
    verdict = Verdict.NOT_MET if outdated else Verdict.NOT_KNOWN
    return Finding(verdict, "; ".join(reasons), "; ".join(changes))


def _outdated(subject: Subject, months: int) -> Iterator[tuple[str, str, str]]:
    """Member, area and what is wrong with its latest assessment."""
    oldest = months_before(subject.today, months)
    for member in subject.team.members:
        for area in AREAS:
            latest = _latest(subject, member.organisation.id, area)
            if latest is None:
                continue
            if latest.expires_on and latest.expires_on < subject.today:
                yield member.organisation.name, area, f"ended on {latest.expires_on}"
            elif latest.assessed_on < oldest:
                told = f"of {latest.assessed_on} is older than {months} months"
                yield member.organisation.name, area, told


def _missing(subject: Subject) -> Iterator[tuple[str, Sequence[str]]]:
    for member in subject.team.members:
        id_ = member.organisation.id
        areas = [area for area in AREAS if _latest(subject, id_, area) is None]
        if areas:
            yield member.organisation.name, areas


def _latest(subject: Subject, organisation: str, area: str) -> Assessment | None:
    own = subject.known.assessments.get(organisation, ())
    return latest_of(own, area, subject.today)
