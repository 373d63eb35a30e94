"""Splunk: Enterprise Security notables and alert webhooks."""
