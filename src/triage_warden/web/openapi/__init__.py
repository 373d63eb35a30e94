"""The description of the API: what handlers declare, and what is made of it."""
