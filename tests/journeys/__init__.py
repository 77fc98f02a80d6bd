"""Whole stories in a real browser, with real processes and real mail."""
