"""The pages of who gets what."""
