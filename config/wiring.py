"""What reacts to what, and which registries are filled: the only module that knows every app."""

from __future__ import annotations


def connect() -> None:
    """Fill every registry. Called once, when all apps are loaded."""
