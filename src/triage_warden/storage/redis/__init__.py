"""Redis: leases. It only elects or makes faster; what must not be lost is in PostgreSQL."""
