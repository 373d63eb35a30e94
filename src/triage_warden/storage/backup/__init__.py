"""A backup as a file: what is in it, how it is written, and how it is read with suspicion."""
