"""What reads: one file for each thing asked for."""
