"""A visitor turns out to be a customer: once, on any device, and nobody else's words go with them."""

from __future__ import annotations

from datetime import timedelta
from itertools import count

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from saath.chats.actions.contact import confirm_contact, give_contact
from saath.chats.actions.identify import identify_visitor
from saath.chats.actions.post import post_message
from saath.chats.actions.secret import renew_identity_secret
from saath.chats.models import ChatSettings, Contact, Visitor
from saath.chats.posts import Post
from saath.chats.queries.visitors import actor_of
from saath.chats.secret import good_secrets, reencrypt_chat_secrets
from saath.chats.signed import Person
from saath.chats.tests.builders import Chat, Widget, make_chat, writing_visitor
from saath.chats.tokens import token_of, visitor_in
from saath.conversations.actions.reply import reply
from saath.conversations.models import Conversation, Message
from saath.conversations.tests.builders import arrive, mail
from saath.core.clock import now
from saath.core.errors import Forbidden
from saath.core.secrets import rotate
from saath.customers.actions.merge import merge_customers, undo_merge
from saath.customers.actions.recognise import recognise
from saath.customers.models import Customer, Identity, Suggestion
from saath.stores.queries import actor_of as colleague
from saath.stores.rules import Role
from saath.stores.tests.builders import TEST, make_colleague
from saath.tenancy.scope import store_scope
from saath.timeline.models import Event

pytestmark = pytest.mark.django_db
SUNITA = Person("4711", "Sunita Verma")
WITH_MAIL = Person("4711", "Sunita Verma", "sunita@example.in", True)


def visitor_of(chat: Chat, widget: Widget) -> Visitor:
    named = visitor_in(widget.token)
    assert named is not None
    return Visitor.objects.select_related("identity__customer").get(public_id=named)


def identify(chat: Chat, widget: Widget, person: Person) -> Visitor:
    with store_scope(chat.store_id):
        visitor = visitor_of(chat, widget)
        known = identify_visitor(actor_of(visitor), visitor, person=person).visitor
    widget.token = token_of(known.public_id)
    return known


def known_mail(chat: Chat, address: str = "sunita@example.in") -> Identity:
    """Let the shop know somebody by a mail that was proved."""
    with store_scope(chat.store_id):
        return recognise(TEST, namespace="email", key=address, address=address, is_proved=True)


def texts(widget: Widget) -> list[str]:
    return [each["text"] for each in reversed(widget.read().json()["messages"])]


def test_what_was_said_before_goes_with_whom_it_turns_out_to_be(chat: Chat) -> None:
    widget = writing_visitor(chat, "Where is it?")
    with store_scope(chat.store_id):
        reply(chat.desk.actor, Conversation.objects.get(), text="On its way.", client_key="k")
    visitor = identify(chat, widget, SUNITA)
    assert visitor.identity.key == "user:4711"
    conversation = chat.conversation()
    assert conversation.identity == visitor.identity
    assert conversation.customer_id == visitor.identity.customer_id
    assert conversation.identity.display_name == "Sunita Verma"
    assert texts(widget) == ["Where is it?", "On its way."]
    widget.write("Thanks")
    assert texts(widget) == ["Where is it?", "On its way.", "Thanks"]
    with store_scope(chat.store_id):
        assert Event.objects.filter(kind="chat.identified").count() == 1


def test_two_devices_of_one_person_are_one_conversation(chat: Chat) -> None:
    phone, laptop = writing_visitor(chat, "From the phone"), writing_visitor(chat, "From the laptop")
    identify(chat, phone, SUNITA)
    assert texts(laptop) == ["From the laptop"]
    identify(chat, laptop, SUNITA)
    assert texts(phone) == texts(laptop) == ["From the phone", "From the laptop"]
    with store_scope(chat.store_id):
        assert Conversation.objects.exclude(state="merged").count() == 1


def test_what_is_posted_while_they_are_identified_is_theirs(chat: Chat) -> None:
    widget = writing_visitor(chat, "before")
    with store_scope(chat.store_id):
        read_before = visitor_of(chat, widget)
    identify(chat, widget, SUNITA)
    with store_scope(chat.store_id):
        post = Post("key-0001", "meanwhile")
        post_message(actor_of(read_before), read_before, account=chat.settings.account, post=post)
    assert texts(widget) == ["before", "meanwhile"]


def test_said_again_it_changes_nothing(chat: Chat) -> None:
    widget = writing_visitor(chat)
    identify(chat, widget, SUNITA)
    with store_scope(chat.store_id):
        before = Event.objects.count()
    identify(chat, widget, SUNITA)
    with store_scope(chat.store_id):
        assert Event.objects.count() == before


def test_another_person_on_the_same_device_reads_nothing_of_the_first(chat: Chat) -> None:
    widget = writing_visitor(chat, "Sunita's words")
    identify(chat, widget, SUNITA)
    identify(chat, widget, Person("99", "Arjun"))
    assert texts(widget) == []
    widget.write("Arjun's words")
    assert texts(widget) == ["Arjun's words"]
    identify(chat, widget, SUNITA)
    assert texts(widget) == ["Sunita's words"]


def test_a_proved_address_leads_to_the_customer_who_is_known_by_it(chat: Chat) -> None:
    known = known_mail(chat)
    visitor = identify(chat, writing_visitor(chat), WITH_MAIL)
    assert visitor.identity.customer_id == known.customer_id
    assert chat.conversation().customer_id == known.customer_id


def test_an_address_that_is_not_proved_leads_nowhere(chat: Chat) -> None:
    known = known_mail(chat)
    for subject, is_proved in (("1", False), ("2", False)):
        person = Person(subject, "Eve", "sunita@example.in", is_proved)
        assert identify(chat, writing_visitor(chat), person).identity.customer_id != known.customer_id


def test_an_address_that_somebody_only_said_leads_nowhere(chat: Chat) -> None:
    with store_scope(chat.store_id):
        said = recognise(TEST, namespace="email", key="sunita@example.in", address="sunita@example.in")
    visitor = identify(chat, writing_visitor(chat), WITH_MAIL)
    assert visitor.identity.customer_id != said.customer_id
    with store_scope(chat.store_id):
        [found] = Suggestion.objects.all()
        assert {found.one_id, found.other_id} == {visitor.identity.customer_id, said.customer_id}
        assert found.evidence == [["signed", "sunita@example.in"]]


def test_a_mail_from_the_proved_address_is_the_same_customers(chat: Chat) -> None:
    visitor = identify(chat, writing_visitor(chat), WITH_MAIL)
    arrive(mail())
    with store_scope(chat.store_id):
        assert Conversation.objects.get(account__channel="email").customer_id == visitor.identity.customer_id


def test_two_customers_who_are_each_proved_stay_two(chat: Chat) -> None:
    """Somebody changes their address in the shop to one that we know as another person's: a colleague has to look."""
    other = known_mail(chat, "other@example.in")
    first = identify(chat, writing_visitor(chat), WITH_MAIL)
    again = identify(chat, writing_visitor(chat), Person("4711", "Sunita", "other@example.in", True))
    assert again.identity.customer_id == first.identity.customer_id != other.customer_id


def test_what_is_known_of_an_anonymous_visitor_goes_with_them(chat: Chat) -> None:
    widget = writing_visitor(chat)
    with store_scope(chat.store_id):
        anonymous = visitor_of(chat, widget).identity.customer
        Customer.objects.filter(pk=anonymous.pk).update(language="gu")
    visitor = identify(chat, widget, SUNITA)
    with store_scope(chat.store_id):
        assert Customer.objects.get(pk=visitor.identity.customer_id).language == "gu"
        assert not Conversation.objects.filter(customer=anonymous.pk).exists()


def test_an_address_that_was_typed_before_stays_with_whoever_typed_it(chat: Chat) -> None:
    widget = writing_visitor(chat)
    widget.send("contact", {"email": "arun@example.in"})
    visitor = identify(chat, widget, SUNITA)
    with store_scope(chat.store_id):
        assert not Contact.objects.filter(identity=visitor.identity).exists()


def test_an_address_that_is_typed_on_their_device_proves_nothing_of_who_is_signed_in(chat: Chat) -> None:
    widget = writing_visitor(chat)
    visitor = identify(chat, widget, SUNITA)
    widget.send("contact", {"email": "arun@example.in"})
    with store_scope(chat.store_id):
        confirm_contact(TEST, Contact.objects.get())
        assert not Identity.objects.filter(customer=visitor.identity.customer, namespace="email").exists()


def test_an_address_that_was_typed_before_they_were_known_and_confirmed_after_is_not_theirs(
    chat: Chat,
) -> None:
    """Somebody left their own address at a shared device, and presses the link once its owner has signed in."""
    widget = writing_visitor(chat)
    widget.send("contact", {"email": "mallory@example.in"})
    visitor = identify(chat, widget, SUNITA)
    with store_scope(chat.store_id):
        confirm_contact(TEST, Contact.objects.get())
        assert not Identity.objects.filter(customer=visitor.identity.customer, namespace="email").exists()


def test_an_address_that_is_given_while_they_are_identified_is_who_they_are_by_then(chat: Chat) -> None:
    widget = writing_visitor(chat)
    with store_scope(chat.store_id):
        read_before = visitor_of(chat, widget)
    visitor = identify(chat, widget, SUNITA)
    with store_scope(chat.store_id):
        give_contact(actor_of(read_before), read_before, address="arun@example.in")
        assert Contact.objects.get().identity_id == visitor.identity_id


def test_other_devices_learn_that_their_customer_is_another_by_now(chat: Chat) -> None:
    phone, laptop = writing_visitor(chat), writing_visitor(chat)
    former = identify(chat, phone, SUNITA).identity.customer
    known_mail(chat)
    identify(chat, laptop, SUNITA)
    with store_scope(chat.store_id):
        Event.objects.filter(kind="chat.joined").delete()
    identify(chat, laptop, WITH_MAIL)
    with store_scope(chat.store_id):
        told = Event.objects.get(kind="chat.joined")
    assert told.refs["customer"] == str(former.public_id)


def test_the_same_sub_of_another_shop_is_somebody_else(chat: Chat) -> None:
    other = make_chat("ek-jhoola", "hello@jhoola.test")
    here, there = writing_visitor(chat, "here"), writing_visitor(other, "there")
    identify(chat, here, SUNITA)
    identify(other, there, SUNITA)
    assert (texts(here), texts(there)) == (["here"], ["there"])


def test_a_new_secret_is_shown_once_and_the_one_before_is_good_for_a_day(chat: Chat) -> None:
    with store_scope(chat.store_id):
        first, second = (renew_identity_secret(TEST).reveal() for _time in range(2))
        held = ChatSettings.objects.get()
        assert first not in held.identity_secret + held.former_secret
        assert good_secrets(held, at=now()) == [second.encode(), first.encode()]
        assert good_secrets(held, at=now() + timedelta(days=1, seconds=1)) == [second.encode()]
        assert len(second) >= 40


def test_secrets_come_under_a_new_key(chat: Chat) -> None:
    with store_scope(chat.store_id):
        secret = renew_identity_secret(TEST).reveal()
    assert reencrypt_chat_secrets(rotate) == 1
    with store_scope(chat.store_id):
        assert good_secrets(ChatSettings.objects.get(), at=now()) == [secret.encode()]


def test_who_may_not_change_settings_makes_no_secret(chat: Chat) -> None:
    reader = make_colleague(chat.desk.shop, "hemal@example.com", Role.READER)
    with store_scope(chat.store_id), pytest.raises(Forbidden):
        renew_identity_secret(colleague(reader))


STEPS = st.lists(
    st.tuples(
        st.integers(0, 2), st.sampled_from(["write", "identify", "identify with mail", "mail", "answer"])
    ),
    max_size=9,
)


class InAnyOrder(TestCase):
    """Three devices of one person write, are identified with and without an address, and mail, in any order."""

    @settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
    @given(STEPS)
    def test_it_is_one_customer_and_every_message_is_there_once(self, steps: list[tuple[int, str]]) -> None:
        chat = make_chat()
        written: set[str] = set()
        devices, number = [Widget(chat.host) for _ in range(3)], count()
        for device in devices:
            device.begin()
        clock = now()
        for place, step in [*steps, *((place, "identify with mail") for place in range(3))]:
            clock += timedelta(minutes=1)
            with time_machine.travel(clock, tick=False):
                self._do(chat, devices[place], step, f"words {next(number)}", written)
        with store_scope(chat.store_id):
            known = {each.identity.customer_id for each in Visitor.objects.select_related("identity")}
            assert len(known) == 1
            assert set(Conversation.objects.values_list("customer_id", flat=True)) <= known
            found = Message.objects.filter(direction="in").values_list("text", flat=True)
            assert sorted(found) == sorted(written)
            assert Identity.objects.filter(key="user:4711").count() == 1
        shown = [set(texts(device)) for device in devices]
        assert shown[0] == shown[1] == shown[2]

    @staticmethod
    def _do(chat: Chat, device: Widget, step: str, words: str, written: set[str]) -> None:
        if step == "write":
            assert device.write(words).status_code == 201
            written.add(words)
        elif step == "identify":
            identify(chat, device, SUNITA)
        elif step == "identify with mail":
            identify(chat, device, WITH_MAIL)
        elif step == "mail":
            known_mail(chat)
        else:
            with store_scope(chat.store_id):
                for conversation in Conversation.objects.filter(state="open"):
                    reply(
                        chat.desk.actor, conversation, text="Yes.", client_key=words + conversation.reference
                    )


def test_streams_ask_who_they_are_when_colleagues_put_customers_together(chat: Chat) -> None:
    widget, known = writing_visitor(chat, "Where is it?"), known_mail(chat)
    with store_scope(chat.store_id):
        visitor = visitor_of(chat, widget)
        joined = Event.objects.filter(kind="chat.joined")
        before = visitor.identity.customer
        move = merge_customers(chat.desk.actor, before, into=known.customer)
        told = joined.get()
        assert (told.subject, told.refs["customer"]) == (known.customer.public_id, str(before.public_id))
        undo_merge(chat.desk.actor, move)
        assert joined.count() == 2
