"""Visitors of the shop's pages, what a shop has decided about its chat, and who was there for it."""

from saath.chats.models.chat_mail import ChatMail
from saath.chats.models.contact import Contact
from saath.chats.models.opener import Opener, OpenerAnswer, OpenerCount
from saath.chats.models.pace import ChatPace
from saath.chats.models.push import ChatPush
from saath.chats.models.settings import ChatSettings
from saath.chats.models.spell import StaffedSpell
from saath.chats.models.visitor import Visitor

__all__ = [
    "ChatMail",
    "ChatPace",
    "ChatPush",
    "ChatSettings",
    "Contact",
    "Opener",
    "OpenerAnswer",
    "OpenerCount",
    "StaffedSpell",
    "Visitor",
]
