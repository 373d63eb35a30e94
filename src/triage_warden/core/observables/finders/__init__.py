"""One finder for each family of observables: spans in a text, each with the type it would be."""
