"""What a mail is, and what can be found out about it from its own bytes."""
