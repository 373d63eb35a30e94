"""Lists of words as prose, which stay readable where a literal of five hundred strings does not."""


def words(text: str) -> frozenset[str]:
    """Return the words of a text, split at white space."""
    return frozenset(text.split())
