"""What could not be parsed, over HTTP."""
