"""What a push to the shop's app says."""

from __future__ import annotations

import json

from django.utils import translation
from django.utils.translation import gettext as _

from saath.chats.models import ChatPush
from saath.chats.queries.pushes import News
from saath.stores.calendar import settings_of
from saath.stores.shop_name import shop_name


def told(push: ChatPush, news: News) -> bytes:
    """Return the JSON for an app: that there is an answer, in which conversation, and how many are unread; no words of it."""
    language = _language(push)
    with translation.override(language):
        title = _("%(shop)s has answered you") % {"shop": shop_name(push.store, language)}
    said = {
        "conversation": str(news.conversation.public_id),
        "reference": news.conversation.reference,
        "unread": news.unread,
        "title": title,
        "lang": language,
    }
    return json.dumps(said, ensure_ascii=False).encode()


def _language(push: ChatPush) -> str:
    """Return the language of the app where the shop answers in it, else the shop's."""
    spoken = settings_of(push.store.pk).languages
    return push.visitor.language if push.visitor.language in spoken else push.store.language
