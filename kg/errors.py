"""The errors that users meet, as one tree.

    KgError                    exit 1
    ├── InputError             exit 1   a file, folder or text cannot be used as it is
    │   ├── RowsRejectedError  exit 3   the load is done, and some rows were rejected
    │   │   └── ManyRejectedError exit 5   the same, and they are more than the source's warning
    │   ├── LoadStoppedError   exit 6   nothing was written: too many rows would be rejected
    │   └── SnapshotRefusedError exit 7 nothing was written: too much would be retired
    ├── NotFoundError          exit 1   an id, region or model does not exist
    ├── StateError             exit 1   what KG_HOME or the graph holds does not fit the request
    │   └── OntologyError      exit 1   the ontology contradicts itself
    ├── UsageError             exit 2   options that do not go together
    └── ServiceError           exit 4   the graph engine cannot be reached, or stopped
        ├── StorageError       exit 4   the disk is full or not writable
        └── TransientError     exit 4   the same call may succeed when it is made again

A message names the thing, the value and the next step. The command line prints it as one line
on stderr and ends with `exit_code`; the HTTP service answers with `status` and `title` (RFC 9457).
"""

from typing import ClassVar


class KgError(Exception):
    """The root: whatever derives from it is meant to be read by a user."""

    exit_code: ClassVar[int] = 1
    status: ClassVar[int] = 500
    title: ClassVar[str] = "The request failed"


class InputError(KgError):
    """A file, folder or text cannot be used as it is."""

    status = 422
    title = "The input cannot be used"


class RowsRejectedError(InputError):
    """A load is done, and some of its rows were rejected."""

    exit_code = 3
    title = "Some rows were rejected"


class ManyRejectedError(RowsRejectedError):
    """A load is done, and more of its rows were rejected than the threshold for a warning."""

    exit_code = 5
    title = "Many rows were rejected"


class LoadStoppedError(InputError):
    """Nothing was loaded, since more rows would be rejected than the threshold for a stop."""

    exit_code = 6
    title = "The load was stopped"


class SnapshotRefusedError(InputError):
    """A snapshot lacks so much of what its source had that its files may not be whole."""

    exit_code = 7
    title = "The snapshot lacks too much"


class NotFoundError(KgError):
    """An id, region or model does not exist."""

    status = 404
    title = "Not found"


def no_organisation(id_: str) -> NotFoundError:
    """That there is no organisation with an id, and how to find the right one."""
    return NotFoundError(f'no organisation {id_!r}; try: kg firm find "part of its name"')


class StateError(KgError):
    """What KG_HOME or the graph holds does not fit the request."""

    status = 409
    title = "The stored state does not fit the request"


class OntologyError(StateError):
    """The ontology contradicts itself; the message names the term."""

    title = "The ontology is inconsistent"


class UsageError(KgError):
    """Options that do not go together."""

    exit_code = 2
    status = 400
    title = "The request is not well formed"


class ServiceError(KgError):
    """The graph engine cannot be reached, or stopped while it was used."""

    exit_code = 4
    status = 503
    title = "The graph is not available"


class StorageError(ServiceError):
    """The disk is full or not writable; what was committed before is safe."""

    status = 507
    title = "No space to write"


class TransientError(ServiceError):
    """The same call may succeed when it is made again."""

    title = "The graph is busy"
