"""Small servers that speak as platforms do: for tests, and for who wants to see Saath with a shop that is none."""
