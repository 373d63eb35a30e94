"""SentinelOne: threats."""
