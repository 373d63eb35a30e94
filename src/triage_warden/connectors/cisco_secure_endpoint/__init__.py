"""Cisco Secure Endpoint: events."""
