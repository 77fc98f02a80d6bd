"""Policies: whom the shop answers within which time, in the order in which they are tried."""
