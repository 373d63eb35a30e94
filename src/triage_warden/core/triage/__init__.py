"""The story of one triage: incident, facts, assessment."""
