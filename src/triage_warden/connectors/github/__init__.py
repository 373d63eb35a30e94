"""GitHub: secret, code and dependency scanning alerts, and the audit log."""
