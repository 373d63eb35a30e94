"""Zscaler Internet Access: web, firewall and DNS logs."""
