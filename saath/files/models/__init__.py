"""Files of a store."""

from saath.files.models.stored_file import StoredFile

__all__ = ["StoredFile"]
