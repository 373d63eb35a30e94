"""People, for programs."""
