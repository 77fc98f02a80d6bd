"""In which words somebody outside is asked, in their language."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from saath.conversations.aside.links import link_of
from saath.conversations.aside.shared import Shared, shared_words
from saath.conversations.models import Conversation, Message, Outsider, SideQuestion
from saath.customers.models import Identity
from saath.stores.shop_name import shop_name
from saath.tenancy.models import Store

LONGEST_SUBJECT = 120


def subject_of(store: Store, outsider: Outsider, text: str) -> str:
    """Return the subject of a question: it says what is asked, and nothing of the customer's own subject."""
    line = " ".join(text.split())
    with translation.override(outsider.language):
        said = _("%(shop)s asks: %(question)s")
        return (said % {"shop": shop_name(store, outsider.language), "question": line})[:LONGEST_SUBJECT]


def words_of_question(public_id: str) -> str:
    """Return what stands below the question of this id, '' where it was undone."""
    loaded = SideQuestion.objects.select_related("outsider", "asked_by", "store")
    question = loaded.filter(public_id=public_id).first()
    return words_below(question) if question is not None else ""


def words_below(question: SideQuestion) -> str:
    """Return what stands below a question in a mail: by when, and where to answer. Who asks stands in the signature."""
    outsider, store = question.outsider, question.store
    with translation.override(outsider.language):
        given = {
            "due": said_moment(question.due_at, store),
            "link": link_of(question),
        }
        lines = [
            _("Please answer by %(due)s. You need no account, and may send pictures:"),
            "%(link)s",
            "",
            _("You may also simply answer this mail."),
        ]
        return "\n".join(line % given for line in lines)


def words_to_pass_on(question: SideQuestion) -> str:
    """Return a question with its link, to be sent by hand."""
    with translation.override(question.outsider.language):
        due = said_moment(question.due_at, question.store)
        asks = _("Please answer by %(due)s: %(link)s") % {"due": due, "link": link_of(question)}
    return f"{question.message.text}\n\n{asks}"


def reminder(question: SideQuestion) -> str:
    """Return the words of the one reminder."""
    with translation.override(question.outsider.language):
        head = _("We are still waiting for your answer to this question:")
    return f"{head}\n\n{question.message.text}"


def words_shown(conversation: Conversation, messages: Sequence[Message], *, language: str) -> str:
    """Return chosen messages as somebody outside reads them: with names and times, without anybody's contact."""
    with translation.override(language or "en"):
        shown = [Shared(_head(each), each.text) for each in messages]
    known = Identity.objects.filter(customer_id=conversation.customer_id).values_list("address", "key")
    return shared_words(shown, own={each for both in known for each in both})


def said_moment(moment: datetime, store: Store) -> str:
    """Return a time of the shop's own clock in the language in force."""
    return date_format(moment.astimezone(store.zone), "j F, H:i")


def _head(message: Message) -> str:
    writer = message.author.display_name if message.author else ""
    name = message.identity.name if message.identity else writer
    at = date_format(message.sent_at.astimezone(message.store.zone), "j F Y, H:i")
    who = name or _("Customer")
    return f"{who}, {at}:"
