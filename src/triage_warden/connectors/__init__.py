"""One folder for each vendor or format; strangers to each other."""
