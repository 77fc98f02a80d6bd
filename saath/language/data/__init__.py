"""Word lists, written for Saath. A word that begins with `-` is the ending of longer words."""
