"""Wazuh: alerts as its manager writes them to alerts.json."""
