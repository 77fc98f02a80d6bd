"""Checklists of a shop's own."""

from django.apps import AppConfig


class ChecklistsConfig(AppConfig):
    """What a shop does each time that something happens: written once, and put on conversations."""

    name = "saath.checklists"
    label = "checklists"
