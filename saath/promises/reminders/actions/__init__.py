"""What Saath says by itself, and what the shop decides of it."""
