"""What the shop sells: finding it, comparing it, offering it."""
