"""IBM QRadar: offenses."""
