"""All checks, in the order in which one rests on another."""

from collections.abc import Iterator

from kg.doctor.derived import check_leftovers, check_read_model, check_vectors
from kg.doctor.engine import check_engine
from kg.doctor.finding import Check, Finding, Status, of_error, problem
from kg.doctor.graph import check_drift, check_graph, check_links, check_loads, check_waiting
from kg.doctor.home import check_home, check_key, check_quarantine, check_space
from kg.doctor.installation import check_encoder, check_java, check_packages, check_settings
from kg.doctor.premises import Premises
from kg.errors import KgError

CHECKS = (
    Check("settings", check_settings),
    Check("packages", check_packages),
    Check("encoder", check_encoder),
    Check("home", check_home),
    Check("space", check_space),
    Check("java", check_java),
    Check("engine", check_engine),
    Check("graph", check_graph),
    Check("loads", check_loads),
    Check("waiting rows", check_waiting),
    Check("derived links", check_links),
    Check("drift", check_drift),
    Check("read model", check_read_model),
    Check("vectors", check_vectors),
    Check("sealed values", check_key),
    Check("rejected rows", check_quarantine),
    Check("leftovers", check_leftovers),
)


def examine(premises: Premises) -> Iterator[tuple[Check, Finding]]:
    """Every check with what it found; one that fails is a problem, and the others go on."""
    for check in CHECKS:
        finding = _look(check, premises)
        if finding is not None:
            yield check, finding


def is_well(findings: list[tuple[Check, Finding]]) -> bool:
    """Is there nothing that needs to be done?"""
    return all(finding.status is not Status.PROBLEM for _, finding in findings)


def _look(check: Check, premises: Premises) -> Finding | None:
    try:
        return check.look(premises)
    except KgError as error:
        return of_error(error)
    except ImportError as error:
        return problem(f"cannot be imported: {error}", "install virtual-cluster-kg again")
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        return problem(
            f"{where}{error.strerror or error}", "see that it can be read, or set KG_HOME"
        )
