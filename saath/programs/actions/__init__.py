"""Writes: what programs may do, and what they were answered."""
