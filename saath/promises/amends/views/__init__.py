"""Pages of amends."""
