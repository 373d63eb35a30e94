"""What browsers and programs see."""
