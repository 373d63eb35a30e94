"""Speak HTTP to other systems: deadlines, retries only where they are safe, limits and a breaker."""
