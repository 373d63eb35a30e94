"""Suricata: alerts of its EVE JSON log."""
