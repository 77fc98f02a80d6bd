"""Visitors of the shop's pages, and what a shop has decided about its chat."""

from saath.chats.models.settings import ChatSettings
from saath.chats.models.visitor import Visitor

__all__ = ["ChatSettings", "Visitor"]
