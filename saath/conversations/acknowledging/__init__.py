"""The word that a machine says at once to whoever opens a conversation."""
