"""Cisco Umbrella: DNS and proxy logs."""
