"""What people write: scripts, folding for search, and the language of a text. No Django in here."""
