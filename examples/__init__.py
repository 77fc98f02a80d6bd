"""Programs to begin with: each runs against a Saath of your own, and is tried by the tests."""
