"""A mail and the answer to it that came in the wrong order: found, and joined."""
