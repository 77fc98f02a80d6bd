"""Reads of conversations: each loads what the actor may see, or nothing."""
