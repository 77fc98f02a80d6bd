"""What the team of the demo does each time, and how far it is with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from saath.checklists.actions.writing import add_checklist
from saath.checklists.content import Content
from saath.checklists.models import Checklist
from saath.conversations.actions.checklists import add_item, put_checklist, tick_items
from saath.conversations.models import Conversation
from saath.core import clock
from saath.demo.team import ARJUN, FARIDA, MEERA
from saath.stores.models import Member
from saath.stores.queries import actor_of
from saath.tenancy.actor import Actor
from saath.writing.actions.saved_replies import add_saved_reply
from saath.writing.content import Content as Reply

PARCEL = Content(
    {"en": "Damaged parcel", "hi": "ख़राब पहुँचा पार्सल", "gu": "નુકસાન થયેલું પાર્સલ"},
    (
        {"en": "Ask for a photo", "hi": "फ़ोटो माँगना", "gu": "ફોટો માગવો"},
        {"en": "Check with the courier", "hi": "कूरियर से पूछना", "gu": "કુરિયરને પૂછવું"},
        {"en": "Offer a new one or the money", "hi": "नया या पैसे देने की बात करना", "gu": "નવું કે પૈસા આપવાનું કહેવું"},
        {"en": "Order the pickup", "hi": "वापस उठवाना", "gu": "પાછું લેવા મોકલવું"},
        {"en": "Tell the packer what broke", "hi": "पैकर को बताना क्या टूटा", "gu": "પેકરને જણાવવું શું તૂટ્યું"},
    ),
)
HOTEL = Content(
    {"en": "Hotel order", "hi": "होटल का ऑर्डर", "gu": "હોટેલનો ઓર્ડર"},
    (
        {"en": "GST number written down", "hi": "GST नंबर लिखा", "gu": "GST નંબર લખ્યો"},
        {"en": "Sizes confirmed in writing", "hi": "साइज़ लिखित में पक्के", "gu": "સાઇઝ લેખિતમાં પાકી"},
        {"en": "Advance received", "hi": "एडवांस मिला", "gu": "એડવાન્સ મળ્યા"},
    ),
    is_required=True,
)
# In which conversations: the newest that waits in each language, with how much of it is done.
USED = (("en", PARCEL, 2), ("hi", PARCEL, 4), ("gu", HOTEL, 1))
ADDED = {"en": "Send the new cover by Friday's truck"}


def write_checklists(owner: Actor) -> None:
    """Write what is done each time, and a macro that puts one on."""
    for content in (PARCEL, HOTEL):
        checklist = add_checklist(owner, content=content)
        if content is PARCEL:
            add_saved_reply(owner, content=Reply("Damaged parcel", {}, checklist=checklist))


def use_checklists(team: Mapping[str, Member]) -> None:
    """Put them on conversations that wait, and let two colleagues tick."""
    meera, others = actor_of(team[MEERA.key]), [actor_of(team[each.key]) for each in (ARJUN, FARIDA)]
    written = {checklist.names["en"]: checklist for checklist in Checklist.objects.kept()}
    for language, content, done in USED:
        waiting = Conversation.objects.waiting_for_us().filter(language=language)
        conversation = waiting.order_by("-last_message_at").first()
        if conversation is not None:
            _use(meera, others, conversation, written[content.names["en"]], done)
            if language in ADDED:
                add_item(meera, conversation, words=ADDED[language])


def _use(
    actor: Actor, others: Sequence[Actor], conversation: Conversation, checklist: Checklist, done: int
) -> None:
    put = put_checklist(actor, conversation, checklist=checklist)
    for nth, item in enumerate(put.items.order_by("place")[:done]):
        with clock.at(clock.now() - timedelta(minutes=7 * (done - nth))):
            tick_items(others[nth % len(others)], conversation, done=[item.public_id])
