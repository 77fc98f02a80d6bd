"""What is known of a customer, so that nobody asks for it again. Looked up only for what an answer asks."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from saath.conversations.hints import Facts, Known, questions_in
from saath.conversations.models import Conversation, Message
from saath.customers.models import Identity
from saath.tenancy.actor import Actor
from saath.tenancy.given import Given
from saath.tenancy.prepared import Prepared

# So many of the customer's newest messages are looked at, and so much of each.
LOOKED_AT, LOOKED_INTO = 20, 4_000
_PHONE = re.compile(r"(?<![\w-])(?:(?:\+|00)?91[\s-]?|0)?[6-9]\d{4}[\s-]?\d{5}(?![\w-])")
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
Find = Callable[[Actor, Conversation, Sequence[str]], Known | None]

_WORDS = Prepared(
    lambda: (
        Message.objects.filter(
            conversation_id=Given("conversation"), direction=Message.Direction.IN, is_automatic=False
        )
        .order_by("-id")
        .values_list("text", flat=True)[:LOOKED_AT]
    )
)


def _phone(actor: Actor, conversation: Conversation, said: Sequence[str]) -> Known | None:
    return known_as(_written(_PHONE, said) or _address(conversation, "phone", "whatsapp", "sms"))


def _email(actor: Actor, conversation: Conversation, said: Sequence[str]) -> Known | None:
    if conversation.identity.namespace == "email":
        return known_as(conversation.identity.address)
    return known_as(_address(conversation, "email") or _written(_EMAIL, said))


def _name(actor: Actor, conversation: Conversation, said: Sequence[str]) -> Known | None:
    return known_as(conversation.customer.name or conversation.identity.name)


_found_by: dict[str, Find] = {"phone": _phone, "email": _email, "name": _name}


def known_as(value: str) -> Known | None:
    """Return a value as what is known and may be put into an answer, None for ""."""
    return Known(value, inserts=value) if value else None


def find_with(name: str, find: Find) -> None:
    """Let what a question of this name asks for be found by `find`; raises ValueError for a name that is taken."""
    if _found_by.setdefault(name, find) != find:
        raise ValueError(f"{name} is found already")


def facts_for(
    actor: Actor, conversation: Conversation, text: str, *, has_files: bool, namespace: str
) -> Facts:
    """Return what a hint about an answer needs: one statement, and those that its questions cost.

    `namespace` is that of where the answer goes. Raises `Forbidden`.
    """
    actor.require("conversation.read")
    said = [words[:LOOKED_INTO] for words in _WORDS.rows(conversation=conversation.pk)]
    asked = [question.name for question in questions_in(text) if question.name in _found_by]
    found = ((name, _found_by[name](actor, conversation, said)) for name in asked)
    return Facts(
        namespace=namespace,
        has_files=has_files,
        customer_words=said[0] if said else "",
        customer_name=conversation.identity.display_name,
        customer_language=conversation.customer.language,
        known={name: known for name, known in found if known},
    )


def _written(pattern: re.Pattern[str], said: Sequence[str]) -> str:
    found = (pattern.search(words) for words in said)
    return next((each[0].strip() for each in found if each), "")


def _address(conversation: Conversation, *namespaces: str) -> str:
    others = Identity.objects.filter(customer=conversation.customer_id, namespace__in=namespaces)
    return others.order_by("id").values_list("address", flat=True).first() or ""
