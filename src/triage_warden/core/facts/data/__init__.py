"""Reference tables as package data; see NOTICE."""
