"""What frauds say, by theme and language."""
