"""What the demo's team has written down about customers who wait, and what these like and agreed to."""

from __future__ import annotations

from saath.conversations.models import Conversation
from saath.customers.actions.consent import Shown, record_consent, withdraw_consent
from saath.customers.actions.edit import edit_customer
from saath.customers.actions.notes import write_note
from saath.customers.actions.tags import tag_customer
from saath.customers.consent import VERSION, How, Purpose, wording_of
from saath.customers.models import Customer
from saath.tenancy.actor import Actor

NOTES = {
    "hi": "शनिवार को इनकी बहन आ रही हैं। पार्सल में एक स्वागत का पर्चा रखने में कुछ नहीं लगता।",
    "gu": "ફોન સાંજે છ પછી જ ઉપાડે છે.",
    "en": "Buys for a guest house, and asks for the invoice each time.",
}
LIKES = {
    "hi": {
        "form": "her",
        "reach": "phone",
        "hours": "शाम छह बजे के बाद",
        "needs": "ऊँचा सुनती हैं: फ़ोन पर धीरे बोलें।",
    },
    "gu": {"form": "her", "reach": "whatsapp", "hours": "સવારે દસ પહેલાં"},
    "en": {"form": "plain", "hours": "Weekdays, 10 to 18"},
}
TAGS = {"hi": "त्योहार", "gu": "જૂના ગ્રાહક", "en": "Guest house"}


def write_about_customers(actor: Actor) -> None:
    """Pin a note about one customer of each language, and write down what they like and agreed to."""
    waiting = Conversation.objects.waiting_for_us().order_by("due_at", "id")
    for language, words in NOTES.items():
        found = waiting.filter(customer__language=language).values_list("customer", flat=True).first()
        if found is not None:
            customer = Customer.objects.get(pk=found)
            write_note(actor, customer, text=words, is_pinned=True)
            edit_customer(actor, customer, wanted=LIKES[language])
            tag_customer(actor, customer, name=TAGS[language])
            _agree(actor, customer, language)


def _agree(actor: Actor, customer: Customer, language: str) -> None:
    """Let a customer have said yes to offers by mail, and no to text messages."""
    words = wording_of(Purpose.MARKETING, shop="Paanch Takiye", language=language)
    record_consent(
        actor,
        customer,
        purpose=Purpose.MARKETING,
        channel="email",
        shown=Shown(words, language, VERSION),
        how=How.FORM,
        proof="Paanch Takiye, checkout",
    )
    withdraw_consent(actor, customer, purpose=Purpose.MARKETING, channel="sms", how=How.SAID)
