"""Runs a function in a process of its own, which may be killed by what it reads."""

import multiprocessing
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext
from pathlib import Path
from typing import Any


def context_of(module: str) -> ForkServerContext:
    """Where children begin with a module already imported."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([module])
    return context


def sent_by(
    context: ForkServerContext,
    target: Callable[[Path, Connection], None],
    path: Path,
    seconds: int,
) -> Any:
    """What the function sends about a file; None if that killed the process or took too long."""
    ours, theirs = context.Pipe()
    child = context.Process(target=target, args=(path, theirs))
    child.start()
    theirs.close()
    try:
        return ours.recv() if ours.poll(seconds) else None
    except EOFError:
        return None
    finally:
        child.kill()
        child.join()
