"""The words of a mail out of the chat: in the language of who gets it, with who said what, and nothing else of the shop's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saath.chats.mailing.links import link_of
from saath.chats.mailing.texts import CONFIRM_ADDRESS, TRANSCRIPT, UNREAD_ANSWERS
from saath.chats.models import ChatMail
from saath.chats.queries.missed import missed_answers_of, said_in
from saath.conversations.marks import plain_words
from saath.conversations.models import Message
from saath.core.errors import NotFound
from saath.stores.calendar import settings_of
from saath.stores.shop_name import shop_name
from saath.stores.texts import TextKey, text_for
from saath.tenancy.models import Store

MOST_IN_A_TRANSCRIPT = 1_000
Kind = ChatMail.Kind


@dataclass(frozen=True, slots=True)
class Letter:
    """What a mail says, in which language, and by whom."""

    subject: str
    text: str
    language: str
    sender: str = ""


def letter_of(mail: ChatMail) -> Letter:
    """Return what a mail says; raises `NotFound` where nothing is left to be said."""
    store, language = mail.store, _language(mail)
    with translation.override(language):
        shop = shop_name(store, language)
        if mail.kind == Kind.CONFIRM:
            return _confirmation(mail, store, shop, language)
        if mail.kind == Kind.TRANSCRIPT:
            return _transcript(mail, store, shop, language)
        return _missed(mail, store, shop, language)


def _missed(mail: ChatMail, store: Store, shop: str, language: str) -> Letter:
    answers = list(missed_answers_of(mail).select_related("author", "store"))
    if not answers:
        raise NotFound()
    author = answers[-1].author
    return Letter(
        subject=_("%(shop)s has answered you") % {"shop": shop},
        text=_filled(store, UNREAD_ANSWERS, language, shop=shop, answers=_told(answers, shop)),
        language=language,
        sender=author.display_name if author else "",
    )


def _transcript(mail: ChatMail, store: Store, shop: str, language: str) -> Letter:
    if mail.conversation is None:
        raise NotFound()
    newest = said_in(mail.conversation).filter(pk__lte=mail.last_message_id).reverse()
    said = list(newest.select_related("author", "store")[:MOST_IN_A_TRANSCRIPT])
    reference = mail.conversation.reference
    text = _filled(
        store, TRANSCRIPT, language, shop=shop, said=_told(reversed(said), shop), reference=reference
    )
    return Letter(_("Your chat with %(shop)s") % {"shop": shop}, text, language)


def _confirmation(mail: ChatMail, store: Store, shop: str, language: str) -> Letter:
    if mail.contact is None:
        raise NotFound()
    text = _filled(store, CONFIRM_ADDRESS, language, shop=shop, link=link_of(mail))
    return Letter(_("Is this your address? A question of %(shop)s") % {"shop": shop}, text, language)


def _filled(store: Store, key: TextKey, language: str, **values: str) -> str:
    return text_for(store, key, language).fill(**values)


def _told(messages: Iterable[Message], shop: str) -> str:
    return "\n\n".join(_one(each, shop) for each in messages)


def _one(message: Message, shop: str) -> str:
    """Return who said it and when, then the words, then how many files went with it."""
    at = date_format(message.created_at.astimezone(message.store.zone), "j F, H:i")
    words = plain_words(message.text) if message.rich else message.text
    files = message.attachments.count() if message.has_attachments else 0
    with_it = ngettext("(%(n)d file, in the chat)", "(%(n)d files, in the chat)", files) % {"n": files}
    parts: Sequence[str] = [f"{_who(message, shop)}, {at}:", words, with_it if files else ""]
    return "\n".join(filter(None, parts))


def _who(message: Message, shop: str) -> str:
    if message.direction == Message.Direction.IN:
        return _("You")
    return message.author.display_name if message.author and not message.is_automatic else shop


def _language(mail: ChatMail) -> str:
    """Return the customer's language where the shop answers in it, else the shop's."""
    spoken = settings_of(mail.store.pk).languages
    return mail.language if mail.language in spoken else mail.store.language
