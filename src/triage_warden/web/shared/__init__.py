"""What every endpoint and page leans on."""
