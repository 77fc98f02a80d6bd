"""Writing and changing saved replies."""

from __future__ import annotations

import pytest

from saath.conversations.tests.builders import Desk
from saath.core.errors import BadInput, Conflict, Forbidden, NotFound
from saath.stores.queries import actor_of
from saath.stores.rules import Role
from saath.stores.tests.builders import TEST, make_colleague
from saath.writing.actions.saved_replies import change_saved_reply, remove_saved_reply, restore_saved_reply
from saath.writing.content import Content
from saath.writing.deeds import Assigns, Becomes, Deeds
from saath.writing.models import SavedReply
from saath.writing.queries import get_saved, list_saved
from saath.writing.tests.builders import save_reply

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_store")]
BOTH = {"en": "It left.", "hi": "निकल गया।"}


def change(reply: SavedReply, texts: dict[str, str], **more: object) -> SavedReply:
    content = Content(name=reply.name, texts=texts, **more)  # type: ignore[arg-type]
    return change_saved_reply(TEST, reply, content=content)


def outdated(reply: SavedReply) -> frozenset[str]:
    text = get_saved(TEST, reply.public_id).text
    assert text is not None
    return text.outdated


def test_a_version_is_out_of_date_once_the_one_that_it_follows_was_changed() -> None:
    reply = save_reply("Left", texts=BOTH)
    assert outdated(reply) == set()
    change(reply, {**BOTH, "en": "It left today."})
    assert outdated(reply) == {"hi"}
    change(reply, {"en": "It left today.", "hi": "आज निकल गया।"})
    assert outdated(reply) == set()


def test_a_version_that_still_fits_is_not_out_of_date() -> None:
    reply = save_reply("Left", texts=BOTH)
    change(reply, {**BOTH, "en": "It left!"}, fits=frozenset({"hi"}))
    assert outdated(reply) == set()


def test_all_fit_when_another_language_is_the_one_that_they_follow() -> None:
    reply = save_reply("Left", texts=BOTH)
    change(reply, {**BOTH, "en": "It left today."})
    changed = change(reply, {**BOTH, "en": "It left today."}, language="hi")
    assert changed.language == "hi"
    assert outdated(reply) == set()


def test_a_version_is_taken_away_by_emptying_it() -> None:
    reply = save_reply("Left", texts=BOTH)
    change(reply, {"en": "It left.", "hi": " "})
    text = get_saved(TEST, reply.public_id).text
    assert text is not None
    assert set(text.versions) == {"en"}


def test_a_name_is_there_once_whatever_its_letters() -> None:
    save_reply("Left", "It left.")
    with pytest.raises(BadInput) as refused:
        save_reply(" LEFT ", "Gone.")
    assert refused.value.field == "name"


def test_what_somebody_keeps_for_themselves_may_bear_the_name_and_is_hidden_from_others(desk: Desk) -> None:
    save_reply("Left", "It left.")
    mine = save_reply("Left", "Gone.", actor=desk.actor, is_mine=True)
    assert mine.owner == desk.member
    other = actor_of(make_colleague(desk.shop, "arjun@example.com"))
    assert [each.reply.owner_id for each in list_saved(other)] == [None]
    with pytest.raises(NotFound):
        get_saved(other, mine.public_id)


def test_who_only_answers_changes_nothing_of_everybodys(desk: Desk) -> None:
    shared = save_reply("Left", "It left.")
    with pytest.raises(Forbidden):
        save_reply("Mine for all", "Hello", actor=desk.actor)
    with pytest.raises(Forbidden):
        remove_saved_reply(desk.actor, shared)
    reader = actor_of(make_colleague(desk.shop, "hemal@example.com", Role.READER))
    with pytest.raises(Forbidden):
        save_reply("Own", "Hello", actor=reader, is_mine=True)


def test_nobody_shares_what_they_may_not_edit(desk: Desk) -> None:
    mine = save_reply("Own", "Hello", actor=desk.actor, is_mine=True)
    with pytest.raises(Forbidden):
        change_saved_reply(desk.actor, mine, content=Content("Own", {"en": "Hello"}))


def test_two_people_who_change_one_reply_do_not_lose_each_others_words() -> None:
    reply = save_reply("Left", "It left.")
    change(reply, {"en": "It left today."})
    with pytest.raises(Conflict):
        change_saved_reply(TEST, reply, content=Content("Left", {"en": "x"}), version=reply.version)


def test_what_was_taken_away_comes_back_unless_its_name_is_taken() -> None:
    reply = save_reply("Left", "It left.")
    remove_saved_reply(TEST, reply)
    assert list_saved(TEST) == []
    restore_saved_reply(TEST, get_saved(TEST, reply.public_id, is_removed=True).reply)
    assert len(list_saved(TEST)) == 1
    remove_saved_reply(TEST, reply)
    save_reply("Left", "Another.")
    with pytest.raises(BadInput):
        restore_saved_reply(TEST, reply)


@pytest.mark.parametrize(
    "content",
    [
        Content("", {"en": "x"}),
        Content("x" * 81, {"en": "x"}),
        Content("A", {}),
        Content("A", {"en": "{{customer.shoe_size}}"}),
        Content("A", {"en": "{{ customer name }}"}),
        Content("A", {"fr": "Bonjour"}),
        Content("A", {"en": "x"}, folder="a/b/c"),
        Content("A", {"en": "x"}, deeds=Deeds(tags_on=("t" * 41,))),
        Content("A", {"en": "x"}, deeds=Deeds(assigns=Assigns.COLLEAGUE)),
    ],
)
def test_what_cannot_be_kept_is_refused_before_anything_is(content: Content) -> None:
    with pytest.raises(BadInput):
        save_reply(content.name, texts=dict(content.texts), folder=content.folder, deeds=content.deeds)
    assert not SavedReply.objects.exists()


def test_a_macro_needs_no_words() -> None:
    macro = save_reply("Close", deeds=Deeds(becomes=Becomes.SOLVED))
    saved = get_saved(TEST, macro.public_id)
    assert (saved.text, saved.deeds.becomes) == (None, Becomes.SOLVED)


def test_who_has_left_gets_nothing_any_more(desk: Desk) -> None:
    arjun = make_colleague(desk.shop, "arjun@example.com")
    reply = save_reply("To Arjun", "x", deeds=Deeds(assigns=Assigns.COLLEAGUE), colleague=arjun)
    assert reply.deeds.colleague == "Arjun"
    arjun.is_active = False
    assert not reply.deeds
