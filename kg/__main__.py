"""The command as `python -m kg`, for processes that start it without looking for it."""

import sys

from kg.cli import main

if __name__ == "__main__":
    sys.exit(main())
