"""Our own JSON form of an alert, for everything that has no source of its own."""
