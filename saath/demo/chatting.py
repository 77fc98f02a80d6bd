"""The chat of the demo: switched on, one that was answered and one that waits."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from saath.chats.actions.post import post_message
from saath.chats.actions.presenting import place_chat
from saath.chats.actions.visit import begin_visit
from saath.chats.models import ChatSettings, Visitor
from saath.chats.posts import Post
from saath.chats.rules import Page
from saath.conversations.actions.reply import reply
from saath.conversations.models import Conversation
from saath.core import clock
from saath.demo.voices import read_content
from saath.stores.models import Member
from saath.stores.queries import actor_of
from saath.tenancy.actor import Actor

VISIT = Actor.system("chat")


def open_chat(owner: Actor, *, host: str) -> None:
    """Switch the chat on, on the shop's page alone."""
    place_chat(owner, is_on=True, sites=[f"http://{host}"])


def chat(team: Mapping[str, Member], *, host: str, now: datetime) -> None:
    """Let visitors of the shop's page write, and colleagues answer."""
    settings = ChatSettings.objects.select_related("account").get()
    for number, told in enumerate(read_content("chats")["chats"]):
        _play(settings, team, told, f"demochat{number}", host=host, now=now)


def _play(
    settings: ChatSettings,
    team: Mapping[str, Member],
    told: Mapping[str, Any],
    key: str,
    *,
    host: str,
    now: datetime,
) -> None:
    page = Page(f"http://{host}/shop/?lang={told['language']}", told["page"], told.get("referrer", ""))
    visitor: Visitor | None = None
    for number, step in enumerate(told["steps"]):
        with clock.at(now - timedelta(seconds=step["ago"])):
            visitor = visitor or begin_visit(VISIT, language=told["language"], name=told["who"])
            if "by" in step:
                found = Conversation.objects.get(identity=visitor.identity)
                reply(actor_of(team[step["by"]]), found, text=step["says"], client_key=f"{key}{number}")
            else:
                post = Post(f"{key}{number}", step["says"], page=page, language=told["language"])
                post_message(VISIT, visitor, account=settings.account, post=post)
