"""Making amends, and what the shop decides of it."""
