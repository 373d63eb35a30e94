"""Fortinet FortiGate: threat and event logs."""
