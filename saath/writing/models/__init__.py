"""Saved replies, their wordings and their uses."""

from saath.writing.models.inserted_in_draft import InsertedInDraft
from saath.writing.models.saved_reply import SavedReply
from saath.writing.models.use import SavedUse
from saath.writing.models.wording import SavedWording

__all__ = ["InsertedInDraft", "SavedReply", "SavedUse", "SavedWording"]
