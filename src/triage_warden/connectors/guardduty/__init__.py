"""AWS GuardDuty: findings."""
