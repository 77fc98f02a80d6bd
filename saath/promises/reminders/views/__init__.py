"""Pages of what Saath says by itself."""
