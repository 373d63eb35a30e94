"""How fast and how large: one command, one run, ratios (docs/reference/benchmarks.md). `python -m benchmarks`."""
