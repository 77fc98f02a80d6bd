"""Checklists that a shop has written."""

from saath.checklists.models.checklist import Checklist

__all__ = ["Checklist"]
