"""The settings, a file for each group; wiring/settings.py puts them together."""
