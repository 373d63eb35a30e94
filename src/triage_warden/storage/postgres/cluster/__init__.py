"""A PostgreSQL server of our own: its program, its account, its folder."""
