"""Redis: leases and budgets of requests. It only elects or makes faster; what must not be lost is in PostgreSQL."""
