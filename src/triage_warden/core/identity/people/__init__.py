"""Persons: their accounts, how they sign in, and for how long that holds."""
