"""What writes: one file for each thing kept."""
