"""Logging set-up, every metric by name."""
