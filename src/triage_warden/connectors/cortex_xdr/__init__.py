"""Palo Alto Networks Cortex XDR: alerts."""
