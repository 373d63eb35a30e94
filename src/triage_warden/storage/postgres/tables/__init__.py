"""Tables, one file for each feature."""
