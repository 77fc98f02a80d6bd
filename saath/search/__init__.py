"""One index of all that was said, for every script, on both databases."""
