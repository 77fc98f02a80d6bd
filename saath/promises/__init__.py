"""What the shop promises, and whether it is kept."""
