"""Words that every feature shares; stdlib and msgspec only."""
