"""Grouping alerts, with reasons; what an incident is and goes through."""
