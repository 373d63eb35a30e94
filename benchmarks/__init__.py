"""How fast and how large: one command, one run, ratios. `python -m benchmarks`."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "tests"))  # for `kit`, which pytest finds by its settings
