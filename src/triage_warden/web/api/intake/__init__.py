"""Taking in: read a body within limits, cut it, commit it, answer with a receipt."""
