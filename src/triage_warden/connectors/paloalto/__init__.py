"""Palo Alto Networks: PAN-OS threat logs and Cortex XDR alerts."""
