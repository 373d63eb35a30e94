"""What was found out about an alert or observable, and what that rests on."""
