"""Service accounts, for programs."""
