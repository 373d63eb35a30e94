"""Falco: alerts."""
