"""What the demo's team has written down about customers who wait."""

from __future__ import annotations

from saath.conversations.models import Conversation
from saath.customers.actions.notes import write_note
from saath.customers.models import Customer
from saath.tenancy.actor import Actor

NOTES = {
    "hi": "शनिवार को इनकी बहन आ रही हैं। पार्सल में एक स्वागत का पर्चा रखने में कुछ नहीं लगता।",
    "gu": "ફોન સાંજે છ પછી જ ઉપાડે છે.",
    "en": "Buys for a guest house, and asks for the invoice each time.",
}


def write_about_customers(actor: Actor) -> None:
    """Pin a note about one customer of each language."""
    waiting = Conversation.objects.waiting_for_us().order_by("due_at", "id")
    for language, words in NOTES.items():
        found = waiting.filter(customer__language=language).values_list("customer", flat=True).first()
        if found is not None:
            write_note(actor, Customer.objects.get(pk=found), text=words, is_pinned=True)
