"""A read model is built in pieces: most of what it holds is on disk and never in memory."""

import subprocess
import sys
from pathlib import Path

import pytest

from bench.synthetic import CAPABILITIES_EACH, DIMENSIONS

FEW, MANY = 2_000, 10_000
BUILD = """
import sys
from pathlib import Path

from bench.build import peak_megabytes
from bench.synthetic import synthetic
from kg.projection.storage import ProjectionFolder

folder = ProjectionFolder(Path(sys.argv[2]))
with folder.scratch() as scratch:
    folder.save(synthetic(int(sys.argv[1]), scratch))
print(peak_megabytes())
"""


def peak(organisations: int, folder: Path) -> float:
    """Bytes of memory that a process takes at most which builds and saves a read model."""
    command = [sys.executable, "-c", BUILD, str(organisations), str(folder)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return float(done.stdout) * 1e6


@pytest.mark.skipif(sys.platform != "linux", reason="reads the peak from /proc")
def test_building_takes_less_memory_than_half_the_vectors_alone(tmp_path: Path) -> None:
    further = peak(MANY, tmp_path / "many") - peak(FEW, tmp_path / "few")
    vectors = (MANY - FEW) * CAPABILITIES_EACH * DIMENSIONS * 4
    assert further < vectors / 2
