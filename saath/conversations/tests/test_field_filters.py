"""Lists narrowed by the shop's own fields."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from saath.conversations.actions.fields import fill_conversation
from saath.conversations.actions.merge import merge_conversations, undo_merge
from saath.conversations.actions.views import save_view
from saath.conversations.filters import narrowing_of, registered
from saath.conversations.models import Conversation
from saath.conversations.queries.fields import known_beside
from saath.conversations.queries.narrowed import list_narrowed
from saath.conversations.queries.views import counted_views
from saath.conversations.queues import QUEUES
from saath.conversations.tests.builders import Desk, arrive, mail, make_desk
from saath.core.clock import now
from saath.fields.actions.defining import hold_field
from saath.fields.actions.filling import fill_customer
from saath.fields.kinds import About, Kind
from saath.fields.models import Field
from saath.fields.tests.builders import key_of, make_field
from saath.stores.hours import INDIA
from saath.stores.tests.builders import TEST
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(desk: Desk) -> tuple[Conversation, Conversation]:
    for name in ("sunita", "john"):
        arrive(
            mail("Where is it?", sender=f"{name}@example.in", subject=name), mail_from=f"{name}@example.in"
        )
    with store_scope(desk.store_id):
        return Conversation.objects.get(subject="sunita"), Conversation.objects.get(subject="john")


def names(desk: Desk, field: Field, value: str = "", **more: str) -> set[str]:
    with store_scope(desk.store_id):
        key = f"field-{field.public_id.hex}"
        ends = {f"{key}-{name.strip('_')}": each for name, each in more.items()}
        narrowing = narrowing_of(desk.actor, {key: value, **ends})
        page = list_narrowed(desk.actor, QUEUES["now"], narrowing, zone=INDIA).page
    return {row.subject for row in page.rows}


def test_by_each_kind_of_value(desk: Desk, two: tuple[Conversation, Conversation]) -> None:
    today = now().astimezone(INDIA).date()
    with store_scope(desk.store_id):
        size = make_field("Size", Kind.ONE, options=["Single", "King"])
        wants = make_field("Wants", Kind.SEVERAL, options=["Soft", "Firm"])
        gift, by = make_field("Gift", Kind.YES_NO), make_field("Wanted by", Kind.DATE)
        king, soft, firm = key_of(size, "King"), key_of(wants, "Soft"), key_of(wants, "Firm")
        values = {size: king, wants: f"{soft} {firm}", gift: "yes", by: today.isoformat()}
        fill_conversation(desk.actor, two[0], values={each.public_id: said for each, said in values.items()})
        later = (today + timedelta(days=5)).isoformat()
        fill_conversation(desk.actor, two[1], values={by.public_id: later, wants.public_id: soft})
    assert names(desk, size, king) == names(desk, size, "known") == {"sunita"}
    assert names(desk, size, key_of(size, "Single")) == set()
    assert names(desk, size, "unknown") == {"john"}
    assert names(desk, wants, soft) == {"sunita", "john"}
    assert names(desk, wants, firm) == {"sunita"}
    assert names(desk, gift, "yes") == {"sunita"}
    assert names(desk, by, "today") == {"sunita"}
    assert names(desk, by, "week") == {"sunita", "john"}
    assert names(desk, by, "past") == set()
    assert names(desk, size, "anything") == {"sunita", "john"}


def test_by_both_ends_of_a_range_and_by_words(desk: Desk, two: tuple[Conversation, Conversation]) -> None:
    with store_scope(desk.store_id):
        weight, by, note = make_field("Weight", Kind.NUMBER), make_field("By", Kind.DATE), make_field("Note")
        first = {weight: "9.5", by: "2026-03-01", note: "Leave it at the गेट, 50% paid"}
        second = {weight: "120", by: "2026-04-01", note: "Ring twice"}
        for conversation, values in zip(two, (first, second), strict=True):
            said = {each.public_id: value for each, value in values.items()}
            fill_conversation(desk.actor, conversation, values=said)
    assert names(desk, weight, from_="10") == names(desk, weight, from_="9.51", to="120") == {"john"}
    assert names(desk, weight, from_="9.50", to="119") == names(desk, weight, to="9.5") == {"sunita"}
    assert names(desk, weight, "known", from_="-1", to="1,000") == {"sunita", "john"}
    assert names(desk, weight, from_="121") == set()
    assert names(desk, by, from_="2026-03-02") == {"john"}
    assert names(desk, by, from_="2026-03-01", to="2026-03-31") == {"sunita"}
    assert names(desk, note, has=" गेट ") == names(desk, note, has="LEAVE") == {"sunita"}
    assert names(desk, note, has="0%") == {"sunita"}
    assert names(desk, note, has="_") == set()
    assert names(desk, weight, from_="much") == names(desk, by, to="soon") == {"sunita", "john"}


def test_a_range_stays_in_a_saved_view_and_narrows_nothing_elsewhere(
    desk: Desk, two: tuple[Conversation, Conversation]
) -> None:
    with store_scope(desk.store_id):
        weight = make_field("Weight", Kind.NUMBER)
        fill_conversation(desk.actor, two[0], values={weight.public_id: "9.5"})
        chosen = {f"field-{weight.public_id.hex}-to": "10"}
        save_view(desk.actor, name="Light", queue="now", filters=chosen, is_shared=False)
        assert [each.count for each in counted_views(desk.actor, zone=INDIA)] == [1]
    other = make_desk("other", "hello@other.test", "other@example.com")
    with store_scope(other.store_id):
        assert narrowing_of(other.actor, chosen).values == {}


def test_by_what_is_known_of_the_customer_and_saved_as_a_view(
    desk: Desk, two: tuple[Conversation, Conversation]
) -> None:
    with store_scope(desk.store_id):
        fit = make_field("Fit", Kind.ONE, about=About.CUSTOMER, options=["Loose", "Tight"])
        fill_customer(desk.actor, two[1].customer, values={fit.public_id: key_of(fit, "Loose")})
    assert names(desk, fit, key_of(fit, "Loose")) == {"john"}
    with store_scope(desk.store_id):
        chosen = {f"field-{fit.public_id.hex}": key_of(fit, "Loose")}
        view = save_view(desk.actor, name="Loose", queue="now", filters=chosen, is_shared=False)
        assert view.filters == chosen
        assert [each.count for each in counted_views(desk.actor, zone=INDIA)] == [1]
        hold_field(TEST, fit)
        assert [each.count for each in counted_views(desk.actor, zone=INDIA)] == [2]


def test_fields_are_asked_for_only_where_an_address_names_one(desk: Desk) -> None:
    with store_scope(desk.store_id):
        size = make_field("Size")
        assert f"field-{size.public_id.hex}" in [each.key for each in registered(desk.actor)]
        with CaptureQueriesContext(connection) as captured:
            narrowing_of(desk.actor, {"language": "hi"})
    assert len(captured) == 0


def test_what_is_known_goes_along_with_a_merge_and_comes_back(desk: Desk) -> None:
    for words in ("first", "second"):
        arrive(mail(words, sender="sunita@example.in", subject=words), mail_from="sunita@example.in")
    with store_scope(desk.store_id):
        size, fabric = make_field("Size"), make_field("Fabric")
        source, target = Conversation.objects.get(subject="first"), Conversation.objects.get(subject="second")
        fill_conversation(desk.actor, source, values={size.public_id: "King", fabric.public_id: "Silk"})
        fill_conversation(desk.actor, target, values={fabric.public_id: "Linen"})
        move = merge_conversations(desk.actor, source, into=target)
        known = known_beside(desk.actor, target).conversation
        assert [each.value for each in known] == ["King", "Linen"]
        target.refresh_from_db()
        assert target.field_words == "King Linen"
        undo_merge(desk.actor, move)
        assert [each.value for each in known_beside(desk.actor, target).conversation] == ["", "Linen"]
        assert [each.value for each in known_beside(desk.actor, source).conversation] == ["King", "Silk"]
