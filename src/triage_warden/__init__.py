"""Triage Warden: alerts in, incidents with verdicts that cite their facts out."""

__version__ = "0.1.0"
