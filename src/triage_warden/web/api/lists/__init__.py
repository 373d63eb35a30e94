"""`/api/v1/lists`."""
