"""How Saath is run: what the web process is made of, and what the machine that watches over it may ask."""
