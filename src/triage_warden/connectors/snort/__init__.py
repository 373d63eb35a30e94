"""Snort: alerts, as JSON and as fast alerts."""
