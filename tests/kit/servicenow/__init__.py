"""A ServiceNow instance to test against: a server on a socket that keeps what it is told."""
