"""Service accounts: what a program is here, whichever of its keys it shows."""
