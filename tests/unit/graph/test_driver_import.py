"""The driver is imported without pandas, which stays there for whoever needs it."""

import subprocess
import sys

CODE = """
import sys
import kg.graph.connection
assert "pandas" not in sys.modules
import pandas
assert pandas.DataFrame({"a": [1]})["a"].sum() == 1
"""


def test_the_driver_is_imported_without_pandas() -> None:
    done = subprocess.run([sys.executable, "-c", CODE], check=False, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
