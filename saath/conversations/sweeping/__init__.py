"""One act on many conversations: what can be done, and how each goes back to how it stood."""
