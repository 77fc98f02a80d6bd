"""Writes: the checklists that a shop has written."""
