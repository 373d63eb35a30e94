"""Mails as a source of alerts: recognised, read, and turned into alerts."""
