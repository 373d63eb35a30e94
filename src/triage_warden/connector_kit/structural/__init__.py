"""Read payloads that nobody mapped: from the names of keys, the shape of values and what stands beside them."""
