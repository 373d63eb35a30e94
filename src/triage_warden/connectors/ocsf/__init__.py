"""OCSF 1.x Detection Findings, and the Security Findings they replaced."""
