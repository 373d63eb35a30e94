"""What each fact is worth, in one declared table."""
