"""Proofpoint TAP: clicks and messages."""
