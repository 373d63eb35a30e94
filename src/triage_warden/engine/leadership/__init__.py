"""Leader election: one interface to leases, whoever keeps them."""
