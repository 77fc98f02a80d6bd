"""A shop's whole export for its owner, and bringing such an export into an empty shop."""
