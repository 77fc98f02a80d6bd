"""Writes: what a shop wants to know, and what it knows of a customer."""
