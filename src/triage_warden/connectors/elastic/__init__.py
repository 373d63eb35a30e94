"""Elastic Security: detection alerts, and ECS signals."""
