"""Alerts as OCSF Detection Findings: the numbers that reading and writing share, and the writing."""
