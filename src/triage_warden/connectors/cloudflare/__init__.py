"""Cloudflare: notifications and firewall events."""
