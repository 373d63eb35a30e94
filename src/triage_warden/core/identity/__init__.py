"""Who may do what: people, programs, roles, permissions."""
