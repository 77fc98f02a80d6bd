"""An example: reading the export of a shop without Saath."""
