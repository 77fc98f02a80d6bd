"""What the shop's own fields know, in saved replies."""

from __future__ import annotations

import pytest

from saath.conversations.actions.fields import fill_conversation
from saath.conversations.models import Conversation
from saath.core.clock import now
from saath.core.errors import BadInput
from saath.fields.actions.defining import remove_field
from saath.fields.kinds import Kind
from saath.fields.tests.builders import key_of, make_field
from saath.stores.tests.builders import TEST
from saath.writing.actions.using import run_macro
from saath.writing.deeds import Becomes, Deeds
from saath.writing.facts import Facts
from saath.writing.tests.builders import save_reply
from saath.writing.variables import fill, fill_with_examples, variables

pytestmark = pytest.mark.django_db
TEXT = "Your {{field.size}} one, {{field.pieces|some}} of it."


def test_a_value_is_said_in_the_language_of_the_wording(conversation: Conversation) -> None:
    options = [{"en": "King", "hi": "किंग"}]
    size = make_field("Size", Kind.ONE, options=options)
    make_field("Pieces", Kind.NUMBER)
    facts = Facts(conversation, "Meera", conversation.store, now())
    assert fill(TEXT, facts, "en").gaps == ("{{field.size}}",)
    fill_conversation(TEST, conversation, values={size.public_id: key_of(size, "King")})
    facts = Facts(conversation, "Meera", conversation.store, now())
    assert fill(TEXT, facts, "en").text == "Your King one, some of it."
    assert fill(TEXT, facts, "hi").text == "Your किंग one, some of it."
    assert fill(TEXT, facts, "hi-latn").text == "Your King one, some of it."
    assert fill_with_examples(TEXT, "en").text == "Your King one, 2 of it."
    assert "field.size" in [each.name for each in variables()]


def test_a_field_that_is_not_there_is_refused_and_one_that_went_leaves_a_gap(
    conversation: Conversation,
) -> None:
    with pytest.raises(BadInput, match=r"There is no such value: \{\{field.size\}\}"):
        save_reply("Size", "{{field.size}}")
    size = make_field("Size")
    save_reply("Size", "{{field.size}}")
    remove_field(TEST, size)
    facts = Facts(conversation, "Meera", conversation.store, now())
    assert fill("{{field.size}}", facts, "en").gaps == ("{{field.size}}",)


def test_a_macro_that_solves_waits_for_what_is_needed(conversation: Conversation) -> None:
    make_field("Size", is_required=True)
    macro = save_reply("Done", texts={}, deeds=Deeds(becomes=Becomes.SOLVED))
    with pytest.raises(BadInput, match="needed to solve it: Size"):
        run_macro(TEST, conversation, reply=macro)
