"""How Triage Warden is deployed."""
