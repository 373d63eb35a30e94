"""API keys: made, shown once, followed up, ended, recognised."""
