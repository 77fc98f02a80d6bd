"""Answers that leave by themselves at a time."""
