"""What is done about who gets what."""
