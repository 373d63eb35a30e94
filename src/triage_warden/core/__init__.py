"""What a SOC knows and decides, in plain Python; no framework."""
