"""Cisco ASA and Secure Firewall: syslog messages."""
