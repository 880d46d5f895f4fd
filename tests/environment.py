"""The environment in which the program runs as a process of its own."""

import os
from pathlib import Path


SOURCES = Path(__file__).parents[1] / "src"
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(SOURCES), "NO_COLOR": "1"}
