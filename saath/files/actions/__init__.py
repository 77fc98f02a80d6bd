"""Writes of files."""

from saath.files.actions.delete import erase_file, release_file, release_unclaimed_files
from saath.files.actions.picture import record_picture
from saath.files.actions.store import record_file, store_file

__all__ = [
    "erase_file",
    "record_file",
    "record_picture",
    "release_file",
    "release_unclaimed_files",
    "store_file",
]
