"""Prometheus Alertmanager: webhooks."""
