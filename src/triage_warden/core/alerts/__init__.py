"""One finding by one source: what it is, when two are the same, how it is taken in."""
