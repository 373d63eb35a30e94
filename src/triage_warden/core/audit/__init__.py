"""The record of who did what, and why: entries and the hash chain."""
