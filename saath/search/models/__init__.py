"""What the index holds of each message."""

from saath.search.models.document import Document

__all__ = ["Document"]
