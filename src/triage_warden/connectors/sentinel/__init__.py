"""Microsoft Sentinel: rows of its SecurityAlert table."""
