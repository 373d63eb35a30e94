"""Any payload that no source has mapped: read by its structure."""
