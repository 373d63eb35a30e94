"""The signatures of webhooks, as their senders make them."""
