"""Verdicts, how sure they are, and why."""
