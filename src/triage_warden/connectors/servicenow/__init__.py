"""ServiceNow: tickets through the Table API."""
