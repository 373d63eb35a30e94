"""Google Cloud Security Command Center: findings."""
