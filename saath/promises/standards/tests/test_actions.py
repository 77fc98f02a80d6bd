"""A draft is written, published and read; what is published stays as it was."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.test.utils import CaptureQueriesContext

from saath.core.errors import BadInput, Conflict, Forbidden, NotFound
from saath.promises.models import Standard, StandardReading
from saath.promises.standards.actions import (
    begin_draft,
    change_draft,
    confirm_reading,
    discard_draft,
    publish_standard,
)
from saath.promises.standards.content import ChannelPromise, Content, content_of
from saath.promises.standards.queries import (
    draft_of_shop,
    has_unread,
    promise_of,
    readers_of,
    standard_in_force,
)
from saath.promises.standards.starting import starting_content
from saath.promises.standards.tests.builders import publish, publish_again, reworded
from saath.stores.calendar import settings_of
from saath.stores.tests.builders import Shop, make_shop
from saath.tenancy.actor import Actor
from saath.tenancy.scope import store_scope
from saath.timeline.models import Event


def test_the_first_draft_is_our_text_and_promises_nothing_yet(owner: Actor, shop: Shop) -> None:
    draft = begin_draft(owner)
    assert (draft.number, draft.based_on, draft.is_draft) == (1, 0, True)
    assert content_of(draft) == starting_content()
    assert promise_of(shop.store.pk, "email") is None
    assert standard_in_force() is None


def test_there_is_one_draft(owner: Actor) -> None:
    begin_draft(owner)
    with pytest.raises(Conflict):
        begin_draft(owner)


def test_what_is_published_has_number_and_date_and_never_changes(owner: Actor) -> None:
    published = publish(owner)
    assert (published.number, published.published_by_id) == (1, owner.member_id)
    assert published.published_at is not None
    content = reworded(content_of(published), title="Other")
    with pytest.raises(NotFound):
        change_draft(owner, published, content=content, version=published.version)
    with pytest.raises(NotFound):
        discard_draft(owner, published, version=published.version)
    with pytest.raises(NotFound):
        publish_standard(owner, published, version=published.version)


def test_the_next_draft_begins_as_a_copy_and_an_older_version_comes_back_as_a_new_one(owner: Actor) -> None:
    first = publish(owner)
    publish_again(owner, title="We are here")
    draft = begin_draft(owner)
    assert (draft.number, draft.based_on, draft.texts["title"]) == (3, 2, {"en": "We are here"})
    discard_draft(owner, draft, version=draft.version)
    back = begin_draft(owner, like=first)
    third = publish_standard(owner, back, version=back.version)
    assert (third.number, third.based_on) == (3, 1)
    assert content_of(third) == content_of(first)


def test_nothing_new_is_not_published(owner: Actor) -> None:
    publish(owner)
    draft = begin_draft(owner)
    with pytest.raises(BadInput):
        publish_standard(owner, draft, version=draft.version)


def test_who_saves_over_another_saving_is_told(owner: Actor) -> None:
    draft = begin_draft(owner)
    change_draft(owner, draft, content=reworded(content_of(draft), title="One"), version=draft.version)
    with pytest.raises(Conflict):
        change_draft(owner, draft, content=reworded(content_of(draft), title="Two"), version=draft.version)
    with pytest.raises(Conflict):
        publish_standard(owner, draft, version=draft.version)


def test_a_promise_is_that_of_the_channel_or_else_of_every_channel(owner: Actor, shop: Shop) -> None:
    content = starting_content()
    own = {**content.channels, "chat": ChannelPromise(first_answer_seconds=60)}
    publish(owner, replace(content, channels=own))
    assert promise_of(shop.store.pk, "chat") == ChannelPromise(60, 900, 18 * 3600)
    assert promise_of(shop.store.pk, "email") == ChannelPromise(300, 900, 18 * 3600)


def test_a_promise_is_one_statement(
    owner: Actor, shop: Shop, django_assert_num_queries: type[CaptureQueriesContext]
) -> None:
    publish(owner)
    with django_assert_num_queries(1):  # type: ignore[arg-type]
        promise_of(shop.store.pk, "email")


def test_what_is_published_is_the_first_answer_that_the_shop_promises(owner: Actor, shop: Shop) -> None:
    content = starting_content()
    publish(
        owner, replace(content, channels={"": ChannelPromise(first_answer_seconds=600)}, texts=plain(content))
    )
    assert settings_of(shop.store.pk).first_answer_target_seconds == 600


def plain(content: Content) -> dict[str, dict[str, str]]:
    """Return texts that fill nothing in."""
    return {name: {"en": "Words"} for name in content.texts if name not in ("returns", "exchange", "refund")}


@pytest.mark.parametrize(
    ("texts", "field"),
    [
        ({"title": ""}, "title_en"),
        ({"title": "x" * 121}, "title_en"),
        ({"opening": "x" * 1501}, "opening_en"),
        ({"solve": "Within {soon}"}, "solve_en"),
        ({"solve": "A } brace"}, "solve_en"),
        ({"solve": "No\x00thing"}, "solve_en"),
    ],
)
def test_a_text_that_does_not_fit_is_refused_at_its_field(
    owner: Actor, texts: dict[str, str], field: str
) -> None:
    draft = begin_draft(owner)
    with pytest.raises(BadInput) as refused:
        change_draft(owner, draft, content=reworded(content_of(draft), **texts), version=draft.version)
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"channels": {}}, "first_answer_"),
        ({"channels": {"": ChannelPromise(59)}}, "first_answer_"),
        (
            {"channels": {"": ChannelPromise(300), "chat": ChannelPromise(None, 8 * 24 * 3600)}},
            "next_answer_chat",
        ),
        ({"returns_days": 366}, "returns_days"),
        ({"refund_days": None}, "refund_en"),
    ],
)
def test_a_number_that_does_not_fit_is_refused_at_its_field(
    owner: Actor, changed: dict[str, object], field: str
) -> None:
    draft = begin_draft(owner)
    content = replace(starting_content(), **changed)  # type: ignore[arg-type]
    with pytest.raises(BadInput) as refused:
        change_draft(owner, draft, content=content, version=draft.version)
    assert refused.value.field == field


def test_reading_is_said_once_and_asked_anew_by_the_next_version(owner: Actor, colleague: Actor) -> None:
    first = publish(owner)
    assert confirm_reading(colleague, first).pk == confirm_reading(colleague, first).pk
    assert [each.reading is not None for each in readers_of(owner, first)] == [True, True]
    second = publish_again(owner, title="We are here")
    assert [each.reading is not None for each in readers_of(owner, second)] == [True, False]
    assert (has_unread(owner), has_unread(colleague)) == (False, True)
    with pytest.raises(Conflict):
        confirm_reading(colleague, first)
    assert StandardReading.objects.filter(member=colleague.member_id).count() == 1


def test_a_colleague_reads_and_changes_nothing(owner: Actor, colleague: Actor) -> None:
    draft = begin_draft(owner)
    for forbidden in (
        lambda: begin_draft(colleague),
        lambda: change_draft(colleague, draft, content=starting_content(), version=1),
        lambda: discard_draft(colleague, draft, version=1),
        lambda: publish_standard(colleague, draft, version=1),
        lambda: readers_of(colleague, draft),
        lambda: confirm_reading(Actor(kind="outsider", label="by the link"), draft),
        lambda: confirm_reading(Actor.system("job"), draft),
    ):
        with pytest.raises(Forbidden):
            forbidden()


def test_another_shop_has_its_own(owner: Actor) -> None:
    publish(owner)
    with store_scope(make_shop("doosri", "Doosri").store.pk):
        assert (standard_in_force(), draft_of_shop(), Standard.objects.count()) == (None, None, 0)


def test_events_tell_what_happened_and_no_words(owner: Actor, colleague: Actor) -> None:
    confirm_reading(colleague, publish(owner))
    told = [
        kind for kind in Event.objects.order_by("pk").values_list("kind", flat=True) if "standard" in kind
    ]
    assert told == ["standard.begun", "standard.published", "standard.read", "standard.read"]
