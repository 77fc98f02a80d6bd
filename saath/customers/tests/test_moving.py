"""Customers are one, and two again: nothing is lost, nothing is left behind, and what came since stays where it belongs."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.apps import apps
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from saath.conversations.actions.merge import merge_conversations
from saath.conversations.actions.reply import reply
from saath.conversations.models import Conversation
from saath.conversations.queries.find import find_conversations
from saath.conversations.tests.builders import Desk, arrive, mail, make_desk, work
from saath.core.clock import now
from saath.core.errors import Conflict, Forbidden
from saath.customers.actions.consent import Shown, record_consent, withdraw_consent
from saath.customers.actions.edit import edit_customer
from saath.customers.actions.know import know_by
from saath.customers.actions.merge import join_customer, merge_customers, undo_merge
from saath.customers.actions.settle import settle
from saath.customers.actions.split import split_off, undo_split
from saath.customers.actions.tags import tag_customer
from saath.customers.consenting import may_contact
from saath.customers.models import Consent, Customer, CustomerMove, Identity, MoveStep
from saath.customers.settling import SETTLES_AFTER
from saath.fields.actions.filling import fill_customer
from saath.fields.kinds import About, Kind
from saath.fields.models import CustomerValue
from saath.fields.tests.builders import make_field
from saath.orders.data import BuyerData
from saath.orders.models import CustomerFigures
from saath.orders.tests.builders import make_platform, order_data, take
from saath.stores.queries import actor_of
from saath.stores.rules import Role
from saath.stores.tests.builders import TEST, make_colleague
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db
SUNITA, VERMA, ASHA = "sunita@example.in", "verma@example.in", "asha@example.in"
# What counts how often a row was written, and what a customer leads on to, are no words of anybody.
COUNTED = {"version", "merged_into_id"}
# A customer keeps the place of figures that have gone, with nothing in it.
FIGURES = ("orders", "spent_minor", "refunded_minor", "cancelled", "returned")


@pytest.fixture
def desk() -> Desk:
    return make_desk()


def write(address: str, subject: str, name: str = "") -> Conversation:
    arrive(mail(f"About {subject}", sender=f"{name} <{address}>", subject=subject))
    return Conversation.objects.get(subject=subject)


def by(address: str) -> Customer:
    return Customer.objects.get(identities__key=address)


def of(customer: Customer) -> set[str]:
    return set(Conversation.objects.filter(customer=customer).values_list("subject", flat=True))


def agree(desk: Desk, customer: Customer, channel: str, *, is_given: bool) -> None:
    if not is_given:
        withdraw_consent(desk.actor, customer, purpose="marketing", channel=channel)
        return
    shown = Shown("May we?", "en", 1)
    record_consent(
        desk.actor, customer, purpose="marketing", channel=channel, shown=shown, how="said", proof="Call"
    )


def all_rows() -> dict[str, list[dict[str, Any]]]:
    """Return every row of the shop's customers and conversations, but what is counted."""
    models = [
        model
        for room in ("customers", "conversations", "fields", "chats", "orders")
        for model in apps.get_app_config(room).get_models()
        if model not in (CustomerMove, MoveStep)
    ]
    return {
        model.__name__: [
            {name: value for name, value in row.items() if name not in COUNTED}
            for row in model._default_manager.order_by("pk").values()
            if model is not CustomerFigures or any(row[name] for name in FIGURES)
        ]
        for model in models
    }


def test_all_that_both_said_is_one_customers_and_goes_back(desk: Desk) -> None:
    with store_scope(desk.store_id):
        write(SUNITA, "Order", "Sunita Verma")
        write(VERMA, "Pillow")
        before = all_rows()
        source, target = by(VERMA), by(SUNITA)
        move = merge_customers(desk.actor, source, into=target)
        assert of(target) == {"Order", "Pillow"}
        assert not of(source)
        assert by(VERMA) == target
        assert Customer.objects.get(pk=source.pk).merged_into == target
        assert undo_merge(desk.actor, move) == source
        assert all_rows() == before


def test_the_search_finds_them_by_both_names_while_they_are_one(desk: Desk) -> None:
    with store_scope(desk.store_id):
        pillow = write(VERMA, "Pillow")
        write(SUNITA, "Order", "Sunita Verma")

        def found() -> bool:
            rows = find_conversations(desk.actor, "sunita pillow").rows
            return pillow.public_id in [row.public_id for row in rows]

        move = merge_customers(desk.actor, by(VERMA), into=by(SUNITA))
        work()
        assert found()
        undo_merge(desk.actor, move)
        work()
        assert not found()


def test_what_one_lacks_comes_from_the_other_and_what_was_changed_since_stays(desk: Desk) -> None:
    with store_scope(desk.store_id):
        write(SUNITA, "Order", "Sunita Verma")
        write(VERMA, "Pillow")
        unknown, named = by(VERMA), by(SUNITA)
        edit_customer(desk.actor, named, wanted={"name": "Sunita Verma", "language": "gu"})
        Customer.objects.filter(pk=unknown.pk).update(language="", language_evidence="")
        move = merge_customers(desk.actor, named, into=unknown)
        unknown.refresh_from_db()
        assert (unknown.name, unknown.language, unknown.language_evidence) == ("Sunita Verma", "gu", "staff")
        edit_customer(desk.actor, unknown, wanted={"name": "S. Verma", "language": "gu"})
        undo_merge(desk.actor, move)
        unknown.refresh_from_db()
        assert (unknown.name, unknown.language) == ("S. Verma", "")
        assert Customer.objects.get(pk=named.pk).name == "Sunita Verma"


def test_what_is_known_by_field_comes_along_and_what_both_have_stays_with_each(desk: Desk) -> None:
    with store_scope(desk.store_id):
        for address in (SUNITA, VERMA, ASHA):
            write(address, address)
        fit, cat = (make_field(name, Kind.TEXT, about=About.CUSTOMER) for name in ("Fit", "Cat"))
        fill_customer(desk.actor, by(SUNITA), values={fit.public_id: "Loose"})
        fill_customer(desk.actor, by(VERMA), values={fit.public_id: "Tight", cat.public_id: "Mia"})
        fill_customer(desk.actor, by(ASHA), values={cat.public_id: "Tom"})
        target = by(SUNITA)

        def known() -> set[str]:
            return set(CustomerValue.objects.filter(customer=target).values_list("value", flat=True))

        first = merge_customers(desk.actor, by(VERMA), into=target)
        merge_customers(desk.actor, by(ASHA), into=target)
        assert known() == {"Loose", "Mia"}
        target.refresh_from_db()
        assert target.field_words == "Loose Mia"
        undo_merge(desk.actor, first)
        assert known() == {"Loose", "Tom"}
        target.refresh_from_db()
        assert target.field_words == "Loose Tom"


def test_what_somebody_wrote_since_goes_back_with_them_and_the_rest_stays(desk: Desk) -> None:
    with store_scope(desk.store_id):
        write(SUNITA, "Order")
        write(VERMA, "Pillow")
        source, target = by(VERMA), by(SUNITA)
        move = merge_customers(desk.actor, source, into=target)
        write(VERMA, "Curtain")
        write(SUNITA, "Rug")
        note = know_by(desk.actor, target, namespace="email", key="new@example.in", address="new@example.in")
        undo_merge(desk.actor, move)
        assert (of(source), of(target)) == ({"Pillow", "Curtain"}, {"Order", "Rug"})
        note.refresh_from_db()
        assert note.customer == target


def test_an_identity_that_went_elsewhere_since_stays_there(desk: Desk) -> None:
    with store_scope(desk.store_id):
        write(SUNITA, "Order")
        write(VERMA, "Pillow")
        source, target = by(VERMA), by(SUNITA)
        move = merge_customers(desk.actor, source, into=target)
        split = split_off(desk.actor, Identity.objects.get(key=VERMA))
        undo_merge(desk.actor, move)
        assert of(split.target) == {"Pillow"}
        assert not of(source)


def test_a_chain_is_taken_apart_from_its_end(desk: Desk) -> None:
    with store_scope(desk.store_id):
        before = [write(address, address) for address in (SUNITA, VERMA, ASHA)] and all_rows()
        one, two, three = by(SUNITA), by(VERMA), by(ASHA)
        first = merge_customers(desk.actor, one, into=two)
        second = merge_customers(desk.actor, two, into=three)
        assert Customer.objects.get(pk=one.pk).merged_into == three
        with pytest.raises(Conflict, match="Take those two apart first"):
            undo_merge(desk.actor, first)
        undo_merge(desk.actor, second)
        assert Customer.objects.get(pk=one.pk).merged_into == two
        assert of(two) == {SUNITA, VERMA}
        undo_merge(desk.actor, first)
        assert all_rows() == before
        with pytest.raises(Conflict, match="taken back already"):
            undo_merge(desk.actor, first)


def test_who_was_merged_is_merged_no_more(desk: Desk) -> None:
    with store_scope(desk.store_id):
        for address in (SUNITA, VERMA, ASHA):
            write(address, address)
        one, two, three = by(SUNITA), by(VERMA), by(ASHA)
        merge_customers(desk.actor, one, into=two)
        for source, target in ((one, three), (three, one), (two, two)):
            with pytest.raises(Conflict):
                merge_customers(desk.actor, source, into=target)
        assert join_customer(TEST, one, into=two) is None
        assert join_customer(TEST, three, into=one) is not None
        assert by(ASHA) == two


def test_conversations_that_were_put_together_are_separated_first(desk: Desk) -> None:
    with store_scope(desk.store_id):
        order, pillow = write(SUNITA, "Order"), write(VERMA, "Pillow")
        move = merge_customers(desk.actor, by(VERMA), into=by(SUNITA))
        merge_conversations(desk.actor, pillow, into=order)
        with pytest.raises(Conflict, match=f"{pillow.reference} of one of them is part of {order.reference}"):
            undo_merge(desk.actor, move)
        with pytest.raises(Conflict, match="Separate these two"):
            split_off(desk.actor, Identity.objects.get(key=VERMA))


def test_one_identity_becomes_a_customer_of_its_own_and_comes_back(desk: Desk) -> None:
    with store_scope(desk.store_id):
        write(SUNITA, "Order", "Sunita Verma")
        customer = by(SUNITA)
        with pytest.raises(Conflict, match="nothing would stay"):
            split_off(desk.actor, Identity.objects.get(key=SUNITA))
        know_by(desk.actor, customer, namespace="email", key=VERMA, address=VERMA)
        write(VERMA, "Pillow", "Ravi Verma")
        split = split_off(desk.actor, Identity.objects.get(key=VERMA))
        assert (split.target.name, of(split.target), of(customer)) == ("Ravi Verma", {"Pillow"}, {"Order"})
        undo_split(desk.actor, split)
        assert of(customer) == {"Order", "Pillow"}
        customer.refresh_from_db()
        assert customer.name == "Sunita Verma"


def test_who_is_split_off_after_a_merge_is_known_as_before_it(desk: Desk) -> None:
    with store_scope(desk.store_id):
        for address in (SUNITA, VERMA, ASHA):
            write(address, address)
        theirs = {"language": "gu", "reach": "phone", "hours": "after 6", "called": "Verma ji"}
        edit_customer(desk.actor, by(VERMA), wanted=theirs)
        edit_customer(desk.actor, by(SUNITA), wanted={"language": "hi", "hours": "mornings"})
        merge_customers(desk.actor, by(VERMA), into=by(ASHA))
        merge_customers(desk.actor, by(ASHA), into=by(SUNITA))
        alone = split_off(desk.actor, Identity.objects.get(key=VERMA)).target
        assert {name: getattr(alone, name) for name in theirs} == theirs
        stays = by(SUNITA)
        assert (stays.language, stays.hours) == ("hi", "mornings")


def test_no_answer_goes_to_who_was_split_off(desk: Desk) -> None:
    with store_scope(desk.store_id):
        order = write(SUNITA, "Order")
        other = know_by(desk.actor, by(SUNITA), namespace="email", key=VERMA, address=VERMA, is_proved=True)
        Conversation.objects.filter(pk=order.pk).update(last_identity=other, last_account=desk.account)
        split_off(desk.actor, other)
        order.refresh_from_db()
        assert (order.last_identity, order.last_account) == (None, None)
        assert reply(desk.actor, order, text="It comes", client_key="k").recipients[0]["address"] == SUNITA


def test_what_was_being_filed_meanwhile_finds_its_customer(desk: Desk) -> None:
    with store_scope(desk.store_id):
        write(SUNITA, "Order")
        late = write(VERMA, "Pillow")
        source, target = by(VERMA), by(SUNITA)
        move = merge_customers(desk.actor, source, into=target)
        # As a transaction leaves it that had read both before the merge and commits after it.
        Conversation.objects.filter(pk=late.pk).update(customer=source)
        Identity.objects.create(customer=source, namespace="phone", key="+919800000001", address="98")
    with time_machine.travel(now() + SETTLES_AFTER + timedelta(seconds=1)):
        work()
    with store_scope(desk.store_id):
        assert of(target) == {"Order", "Pillow"}
        assert not Identity.objects.filter(customer=source).exists()
        settle(TEST, move)
        undo_merge(desk.actor, move)
        assert of(source) == {"Pillow"}
        assert Identity.objects.filter(customer=source).count() == 2


def test_what_one_refused_last_is_refused_while_they_are_one_and_no_longer(desk: Desk) -> None:
    with store_scope(desk.store_id):
        write(SUNITA, "Order")
        write(VERMA, "Pillow")
        source, target = by(VERMA), by(SUNITA)
        agree(desk, target, "email", is_given=True)
        agree(desk, source, "email", is_given=False)
        agree(desk, source, "sms", is_given=True)
        move = merge_customers(desk.actor, source, into=target)
        assert not may_contact(target, "marketing", "email")
        assert may_contact(target, "marketing", "sms")
        assert may_contact(Customer.objects.get(pk=source.pk), "marketing", "sms")
        undo_merge(desk.actor, move)
        assert may_contact(target, "marketing", "email")
        assert not may_contact(target, "marketing", "sms")
        assert Consent.objects.filter(customer=source).count() == 2


@pytest.mark.parametrize(
    ("role", "may"), [(Role.OWNER, True), (Role.MANAGER, True), (Role.MEMBER, True), (Role.READER, False)]
)
def test_readers_do_not_put_customers_together(desk: Desk, role: Role, may: bool) -> None:
    actor = actor_of(make_colleague(desk.shop, "ravi@example.com", role))
    with store_scope(desk.store_id):
        write(SUNITA, "Order")
        write(VERMA, "Pillow")
        if may:
            undo_merge(actor, merge_customers(actor, by(VERMA), into=by(SUNITA)))
            return
        move = merge_customers(desk.actor, by(VERMA), into=by(SUNITA))
        with pytest.raises(Forbidden):
            merge_customers(actor, by(VERMA), into=by(SUNITA))
        with pytest.raises(Forbidden):
            undo_merge(actor, move)
        with pytest.raises(Forbidden):
            split_off(actor, Identity.objects.get(key=VERMA))


class TestAnyStory(TestCase):
    """Whatever two customers have, a merge and its undo change nothing."""

    @settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.data())
    def test_merge_and_undo_change_nothing(self, data: st.DataObject) -> None:
        desk = make_desk()
        with store_scope(desk.store_id):
            fields = [make_field(name, Kind.TEXT, about=About.CUSTOMER) for name in ("Fit", "Cat", "Rug")]
            platform = make_platform()
            for address in (SUNITA, VERMA):
                for number in range(data.draw(st.integers(1, 3))):
                    write(address, f"{address} {number}", data.draw(st.sampled_from(["", "Sunita", "Ravi"])))
                values = data.draw(st.dictionaries(st.sampled_from(fields), st.sampled_from(["a", "b"])))
                known = {each.public_id: value for each, value in values.items()}
                fill_customer(desk.actor, by(address), values=known)
                for number in range(data.draw(st.integers(0, 2))):
                    other = f"{number}.{address}"
                    know_by(desk.actor, by(address), namespace="email", key=other, address=other)
                likes = st.dictionaries(st.sampled_from(["called", "reach", "hours"]), st.just("phone"))
                language = data.draw(st.sampled_from(["", "hi", "gu"]))
                edit_customer(desk.actor, by(address), wanted={"language": language, **data.draw(likes)})
                for name in data.draw(st.sets(st.sampled_from(["guest house", "VIP"]))):
                    tag_customer(desk.actor, by(address), name=name)
                for channel in data.draw(st.lists(st.sampled_from(["email", "sms"]), max_size=3)):
                    agree(desk, by(address), channel, is_given=data.draw(st.booleans()))
                bought = [order_data(f"{address} {key}", buyer=BuyerData("", "", address)) for key in "12"]
                take(platform, *bought[: data.draw(st.integers(0, 2))])
            before, source, target = all_rows(), by(SUNITA), by(VERMA)
            move = merge_customers(desk.actor, source, into=target)
            assert not Identity.objects.filter(customer=source).exists()
            undo_merge(desk.actor, move)
            assert all_rows() == before
