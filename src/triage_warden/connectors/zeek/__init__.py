"""Zeek: notices."""
