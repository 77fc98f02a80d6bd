"""Pages of the texts by which Saath speaks by itself."""
