"""Secrets at rest: others' credentials that we must be able to read again."""
