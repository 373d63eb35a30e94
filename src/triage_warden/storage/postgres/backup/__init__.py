"""What of the database is put into a backup, and how it is put back."""
