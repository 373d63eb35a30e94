"""Work that is done once for all replicas, at its time."""
