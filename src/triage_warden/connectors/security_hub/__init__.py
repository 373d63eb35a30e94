"""AWS Security Hub: findings (ASFF)."""
