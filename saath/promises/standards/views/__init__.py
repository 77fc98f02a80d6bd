"""Pages of the standards for colleagues."""
