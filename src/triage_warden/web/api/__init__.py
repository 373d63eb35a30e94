"""JSON endpoints and their wire types, by feature."""
