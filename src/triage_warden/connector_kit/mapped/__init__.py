"""Sources that are files: the mapping language, compiled once into what reads payloads."""
