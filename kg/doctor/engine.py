"""Checks of the embedded engine as a process: it is looked at, never started or stopped."""

import contextlib
import re

import psutil

from kg.doctor.finding import Finding, note, of_error, ok, problem
from kg.doctor.premises import Premises
from kg.errors import KgError
from kg.graph.engine_faults import is_start_over, start_fault
from kg.graph.engine_files import Run
from kg.graph.engine_options import DATABASE, Launch, argument_file, java_options
from kg.graph.engine_process import find_java, is_answering

MEGABYTE = 1_000_000
RESTART = "kg down, then kg up"
_HEAP = re.compile(r'"-Xm[sx][^"]*"\n')


def check_engine(premises: Premises) -> Finding | None:
    """Does the embedded engine run, and as this version would start it?"""
    if premises.wanted.server is not None:
        return None
    if not premises.places.engine.is_dir():
        return note("there is no graph yet", "kg up starts an empty one; kg ingest --help fills it")
    files, status = premises.engine_files, premises.engine_status
    # Raises where the database is damaged: the engine would open it as an empty one.
    files.check_schema(DATABASE)
    strays = [pid for pid in _processes(f"@{files.arguments}") if pid != status.pid]
    if strays:
        return problem(
            f"an engine of this KG_HOME runs as process {strays[0]}, and no command knows of it",
            f"end process {strays[0]}, then kg up",
        )
    run = files.run()
    if not status.running or run is None:
        return _stopped(premises)
    return _running(premises, run)


def _running(premises: Premises, run: Run) -> Finding:
    status = premises.engine_status
    memory = (status.resident_bytes or 0) / MEGABYTE
    text = f"running, pid {status.pid}, port {status.port}, {memory:,.0f} MB"
    if not run.ready:
        return note(f"starting, pid {status.pid}", "wait a moment; if it stays so: kg down")
    if premises.address is None:
        return problem(f"{text}, but {premises.engine_files.password_file} is gone", RESTART)
    if isinstance(premises.graph, KgError):
        # Raises what it knows of a wrong password.
        is_answering(premises.address, premises.engine_files.password_file)
        return problem(f"{text}, and does not answer: {premises.graph}", RESTART)
    if change := _change(premises, run):
        return problem(f"{text}; {change}", RESTART)
    return ok(text)


def _stopped(premises: Premises) -> Finding:
    files, log = premises.engine_files, premises.engine_files.log_tail()
    if is_start_over(log):
        return of_error(start_fault(log, files.log, premises.wanted.engine_heap))
    return note("not running, so the graph is not looked at", "kg up starts it")


def _change(premises: Premises, run: Run) -> str | None:
    """What has changed since the engine was started, if it would be started otherwise now."""
    files, wanted = premises.engine_files, premises.wanted
    if wanted.engine_port not in (0, run.bolt):
        return f"KG_ENGINE_PORT is {wanted.engine_port} now"
    launch = Launch(
        archives=find_java().archives,
        data=files.data,
        password_file=files.password_file,
        log_settings=files.log_settings,
        ports=run.ports,
        heap=wanted.engine_heap,
    )
    started, now = files.arguments.read_text("utf-8"), argument_file(java_options(launch))
    if started == now:
        return None
    if _HEAP.sub("", started) == _HEAP.sub("", now):
        return f"KG_ENGINE_HEAP is {wanted.engine_heap} now"
    return "it was started by another version or installation of kg"


def _processes(argument: str) -> list[int]:
    """The processes that have an argument on their command line."""
    found = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            if argument in process.cmdline():
                found.append(process.pid)
    return found
