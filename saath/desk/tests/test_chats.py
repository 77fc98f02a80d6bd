"""Chats at the desk: who waits, taking the next, several side by side, the visitor beside the conversation."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from django.urls import reverse

from saath.chats.actions.settings import switch_chat
from saath.chats.tests.builders import Chat, Widget, make_chat, moved_here, only_visitor, writing_visitor
from saath.conversations.actions.hand_over import hand_over
from saath.conversations.actions.reply import reply
from saath.conversations.actions.take import take_waiting
from saath.conversations.actions.triage import assign_conversation
from saath.conversations.models import Conversation, Handover, Message
from saath.conversations.queries.conversations import get_conversation
from saath.conversations.tests.builders import arrive, mail
from saath.core import ratelimit
from saath.core.errors import Forbidden
from saath.desk.views import presence
from saath.stores.models import Member
from saath.stores.queries import actor_of
from saath.stores.rules import Role
from saath.stores.tests.builders import TEST, browser_of, make_colleague
from saath.team.actions.hearing import choose_hearing
from saath.team.rules import Kind, Quiet, Wish
from saath.tenancy.scope import store_scope
from saath.timeline.live.presence import AnySign, Sign, hear_no_more, hear_with, watch_no_more, watch_with
from saath.timeline.live.writing import Writing
from saath.timeline.models import Event

pytestmark = [pytest.mark.django_db, pytest.mark.urls("config.urls.staff")]
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def nobody_has_asked_yet() -> None:
    """Let no test wait for what another one asked: the next shop may bear the same number."""
    ratelimit._memory._counts.clear()


@pytest.fixture
def chat() -> Chat:
    return make_chat()


@pytest.fixture
def visitor(chat: Chat) -> Widget:
    return writing_visitor(chat)


@pytest.fixture
def meera(chat: Chat) -> Client:
    return browser_of(chat.desk.member, chat.desk.shop)


@pytest.fixture
def arjun(chat: Chat) -> Member:
    return make_colleague(chat.desk.shop, "arjun@example.com")


def shown(client: Client) -> str:
    return str(client.get(reverse("desk:chats"), headers=HTMX).content.decode())


def never_quiet(member: Member) -> None:
    choose_hearing(actor_of(member), wish=Wish(quiet=Quiet.NEVER))


def conversations(chat: Chat) -> list[Conversation]:
    with store_scope(chat.store_id):
        return list(Conversation.objects.select_related("account", "identity").order_by("id"))


def of_visitor(chat: Chat, name: str) -> str:
    return reverse(name, args=[chat.conversation().public_id])


def outsider_of(chat: Chat) -> Client:
    """Return somebody of another shop, who knocks at the staff door of this one."""
    other = make_chat("other", "hello@other.test")
    return browser_of(other.desk.member, chat.desk.shop)


def test_a_new_chat_rings_everybody_who_answers_and_one_who_has_it_stops_it(
    chat: Chat, arjun: Member, meera: Client
) -> None:
    with store_scope(chat.store_id):
        for each in (chat.desk.member, arjun):
            never_quiet(each)
    writing_visitor(chat)
    with store_scope(chat.store_id):
        told = Event.objects.filter(kind="colleague.told").latest("id")
        assert told.changed == ["chat"]
        assert set(told.refs.values()) == {str(chat.desk.member.public_id), str(arjun.public_id)}
    both = (meera, browser_of(arjun, chat.desk.shop))
    assert all("data-rings" in shown(each) for each in both)
    taken = meera.post(reverse("desk:take"), headers=HTMX)
    assert taken.status_code == 200
    assert not any("data-rings" in shown(each) for each in both)


def test_who_does_not_hear_of_chats_is_not_told_that_the_sound_is_off(chat: Chat, meera: Client) -> None:
    with store_scope(chat.store_id):
        never_quiet(chat.desk.member)
    assert "data-hears" in shown(meera)
    with store_scope(chat.store_id):
        wish = Wish(kinds={Kind.CHAT.value: ["push"]}, quiet=Quiet.NEVER)
        choose_hearing(actor_of(chat.desk.member), wish=wish)
    assert "data-hears" not in shown(meera)


def test_a_mail_rings_nobody(chat: Chat, meera: Client) -> None:
    with store_scope(chat.store_id):
        never_quiet(chat.desk.member)
    arrive(mail())
    assert "data-rings" not in shown(meera)
    assert "data-chat=" not in shown(meera)
    with store_scope(chat.store_id):
        assert Event.objects.filter(kind="colleague.told").latest("id").changed == ["new"]


def test_no_mail_is_offered_where_none_came(chat: Chat, visitor: Widget, meera: Client) -> None:
    arrive(mail())
    by_chat, by_mail = conversations(chat)
    raw = reverse("desk:raw", args=[_first_message(chat, by_mail).public_id])
    for each, is_offered in ((by_chat, False), (by_mail, True)):
        thread = meera.get(reverse("desk:thread", args=["now", each.public_id])).content.decode()
        assert ("Download the mail" in thread) is is_offered
    assert meera.get(raw).status_code == 302


def _first_message(chat: Chat, conversation: Conversation) -> Message:
    with store_scope(chat.store_id):
        return Message.objects.filter(conversation=conversation).earliest("id")


def test_a_chat_that_is_given_back_rings_the_others(chat: Chat, visitor: Widget, arjun: Member) -> None:
    with store_scope(chat.store_id):
        for each in (chat.desk.member, arjun):
            never_quiet(each)
        taken = take_waiting(chat.desk.actor)
        assert taken is not None
        assign_conversation(chat.desk.actor, taken, to=None)
        told = Event.objects.filter(kind="colleague.told").latest("id")
        assert (told.changed, set(told.refs.values())) == (["chat"], {str(arjun.public_id)})


def test_a_chat_that_was_solved_rings_again_for_whoever_comes_back(chat: Chat, visitor: Widget) -> None:
    with store_scope(chat.store_id):
        never_quiet(chat.desk.member)
        found = get_conversation(chat.desk.actor, chat.conversation().public_id)
        reply(chat.desk.actor, found, text="Namaste", client_key="a1")
        assign_conversation(chat.desk.actor, found, to=None)
        before = _rings()
        visitor.write("And one thing more")
        visitor.write("Hello?")
        assert _rings() == before + 1


def _rings() -> int:
    return sum(each.changed == ["chat"] for each in Event.objects.filter(kind="colleague.told"))


def test_a_conversation_by_mail_that_goes_on_in_the_chat_is_one_there(chat: Chat, meera: Client) -> None:
    conversation, visitor = moved_here(chat)
    with store_scope(chat.store_id):
        never_quiet(chat.desk.member)
        assign_conversation(chat.desk.actor, conversation, to=None)
    assert "waits-" not in shown(meera)
    visitor.write("I am here now")
    with store_scope(chat.store_id):
        assert _rings() == 1
    assert f"waits-{conversation.public_id.hex}" in shown(meera)
    taken = meera.post(reverse("desk:take"), headers=HTMX)
    assert str(conversation.public_id) in taken["HX-Push-Url"]
    assert f'data-chat="{conversation.public_id}"' in shown(meera)


def test_an_answer_takes_the_chat_too(chat: Chat, visitor: Widget, meera: Client) -> None:
    with store_scope(chat.store_id):
        never_quiet(chat.desk.member)
    assert "data-rings" in shown(meera)
    with store_scope(chat.store_id):
        found = get_conversation(chat.desk.actor, chat.conversation().public_id)
        reply(chat.desk.actor, found, text="Namaste", client_key="a1")
    after = shown(meera)
    assert "data-rings" not in after
    assert f'data-chat="{chat.conversation().public_id}"' in after


def test_who_waits_longest_is_taken_first_opened_and_given_back_by_undo(chat: Chat, meera: Client) -> None:
    writing_visitor(chat, "First")
    writing_visitor(chat, "Second")
    first, second = conversations(chat)
    taken = meera.post(reverse("desk:take"), headers=HTMX)
    assert taken["HX-Push-Url"] == reverse("desk:thread", args=["now", first.public_id])
    assert f'data-conversation="{first.public_id}"' in taken.content.decode()
    assert "taken" in taken["HX-Trigger-After-Settle"]
    assert meera.post(reverse("desk:take"))["Location"] == reverse(
        "desk:thread", args=["now", second.public_id]
    )
    toast = json.loads(taken["HX-Trigger"])["toast"]
    assert meera.post(toast["undoUrl"], headers=HTMX).status_code == 200
    first, second = conversations(chat)
    assert (first.assignee_id, second.assignee_id) == (None, chat.desk.member.pk)


def test_where_nobody_waits_a_line_says_so(chat: Chat, meera: Client) -> None:
    none = meera.post(reverse("desk:take"), headers=HTMX)
    assert (none.status_code, "Nobody waits" in none["HX-Trigger"]) == (204, True)
    assert meera.post(reverse("desk:take"))["Location"] == "/desk/now/"


def test_of_two_who_take_each_gets_another(chat: Chat, arjun: Member) -> None:
    writing_visitor(chat, "First")
    writing_visitor(chat, "Second")
    with store_scope(chat.store_id):
        taken = [take_waiting(actor_of(each)) for each in (chat.desk.member, arjun, arjun)]
    assert [each and each.assignee_id for each in taken] == [chat.desk.member.pk, arjun.pk, None]


def test_own_chats_stand_side_by_side_with_what_is_new(chat: Chat, meera: Client) -> None:
    widgets = [writing_visitor(chat, f"Chat {number}") for number in range(3)]
    for _each in widgets:
        meera.post(reverse("desk:take"), headers=HTMX)
    first, _second, _third = conversations(chat)
    for each in conversations(chat):
        meera.post(reverse("desk:read", args=[each.public_id]), {"up_to": ""})
    widgets[0].write("And one thing more")
    tabs = shown(meera)
    assert tabs.count("data-chat=") == 3
    assert tabs.count('class="tab new"') == 1
    [before, _after] = tabs.split('class="tab new"')
    assert f"chat-{first.public_id.hex}" in before


def test_a_chat_that_was_answered_stays_while_it_goes_on(chat: Chat, visitor: Widget, meera: Client) -> None:
    meera.post(reverse("desk:take"), headers=HTMX)
    with store_scope(chat.store_id):
        found = get_conversation(chat.desk.actor, chat.conversation().public_id)
        reply(chat.desk.actor, found, text="Namaste", client_key="a1")
    assert "data-chat=" in shown(meera)
    with store_scope(chat.store_id):
        Conversation.objects.update(last_message_at="2020-01-01T00:00:00Z")
    assert "data-chat=" not in shown(meera)


def test_the_list_marks_a_chat_by_what_its_channel_can_do_and_counts_seconds(
    chat: Chat, visitor: Widget, meera: Client
) -> None:
    arrive(mail())
    page = meera.get("/desk/now/").content.decode()
    assert page.count("conv new here") == page.count("data-seconds") == 1


def test_a_reader_sees_chats_and_takes_none(chat: Chat, visitor: Widget) -> None:
    seat = make_colleague(chat.desk.shop, "reads@example.com", Role.READER)
    reader = browser_of(seat, chat.desk.shop)
    assert "data-key=" not in shown(reader)
    assert "data-rings" not in shown(reader)
    assert reader.post(reverse("desk:take")).status_code == 403
    with store_scope(chat.store_id), pytest.raises(Forbidden):
        take_waiting(actor_of(seat))
    assert reader.post(of_visitor(chat, "desk:block_visitor")).status_code == 403


@pytest.mark.parametrize("name", ["desk:block_visitor", "desk:unblock_visitor"])
def test_an_outsider_finds_nothing(chat: Chat, visitor: Widget, name: str) -> None:
    outsider = outsider_of(chat)
    assert outsider.get(reverse("desk:chats")).status_code == 404
    assert outsider.post(reverse("desk:take")).status_code == 404
    assert outsider.post(of_visitor(chat, name)).status_code == 404
    assert only_visitor(chat).blocked_at is None
    assert chat.conversation().assignee_id is None


def test_the_page_of_the_visitor_stands_beside_and_leads_there_safely(
    chat: Chat, visitor: Widget, meera: Client
) -> None:
    side = meera.get(reverse("desk:customer", args=["now", chat.conversation().public_id]), headers=HTMX)
    text = side.content.decode()
    assert 'href="https://shop.example/razai" target="_blank" rel="noopener noreferrer nofollow"' in text
    assert "Razai" in text


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//evil.example", "http://[", "x"]
)
def test_what_is_no_page_of_the_web_leads_nowhere(
    chat: Chat, visitor: Widget, meera: Client, url: str
) -> None:
    found = only_visitor(chat)
    with store_scope(chat.store_id):
        type(found).objects.update(page_url=url, referrer=url)
    side = meera.get(reverse("desk:customer", args=["now", chat.conversation().public_id]), headers=HTMX)
    assert side.status_code == 200
    assert "_blank" not in side.content.decode()


def test_somebody_is_shut_out_and_let_in_again_by_undo(chat: Chat, visitor: Widget, meera: Client) -> None:
    shut = meera.post(of_visitor(chat, "desk:block_visitor"), headers=HTMX)
    assert "closed for" in shut["HX-Trigger"]
    assert visitor.write("Still here?").status_code == 403
    thread = meera.get(reverse("desk:thread", args=["now", chat.conversation().public_id]), headers=HTMX)
    assert "nothing more comes from here" in thread.content.decode()
    assert meera.post(of_visitor(chat, "desk:unblock_visitor"), headers=HTMX).status_code == 200
    assert visitor.write("Still here?").status_code == 201


def test_a_conversation_by_mail_has_nobody_to_shut_out(chat: Chat, meera: Client) -> None:
    arrive(mail())
    assert meera.post(of_visitor(chat, "desk:block_visitor")).status_code == 404


def test_what_the_visitor_has_read_is_shown_on_our_answer(chat: Chat, visitor: Widget, meera: Client) -> None:
    with store_scope(chat.store_id):
        found = get_conversation(chat.desk.actor, chat.conversation().public_id)
        said = reply(chat.desk.actor, found, text="Namaste", client_key="a1")
    thread = reverse("desk:thread", args=["now", chat.conversation().public_id])
    assert "s-" + said.public_id.hex not in meera.get(thread).content.decode()
    visitor.send("read", {"up_to": str(said.public_id)})
    assert f'id="s-{said.public_id.hex}"' in meera.get(thread).content.decode()


def test_a_conversation_says_whether_its_visitor_watches(chat: Chat, visitor: Widget, meera: Client) -> None:
    thread = reverse("desk:thread", args=["now", chat.conversation().public_id])
    customer = str(chat.conversation().identity.customer.public_id)
    assert "data-watches" not in meera.get(thread).content.decode()

    def watches(store_id: int, public_id: str) -> bool:
        return (store_id, public_id) == (chat.store_id, customer)

    watch_with(watches)
    shown = meera.get(thread).content.decode()
    sign = {"tab": "a1", "at": str(chat.conversation().public_id), "doing": "reads"}
    told = meera.post(reverse("desk:presence"), sign)["Saath-Customer"]
    watch_no_more(watches)
    assert "data-watches" in shown
    assert told == f"{customer} here"
    assert meera.post(reverse("desk:presence"), sign)["Saath-Customer"] == f"{customer} gone"


def test_pages_with_chats_ask_no_more_than_others_may(
    chat: Chat, visitor: Widget, meera: Client, statements: Callable[[Client, str], int]
) -> None:
    thread = reverse("desk:thread", args=["now", chat.conversation().public_id])
    assert statements(meera, thread) <= 8
    assert statements(meera, "/desk/now/") <= 6


def test_the_visitor_notices_nothing_of_a_hand_over(chat: Chat, visitor: Widget, arjun: Member) -> None:
    with store_scope(chat.store_id):
        found = assign_conversation(chat.desk.actor, chat.conversation(), to=chat.desk.member)
        before = visitor.read().json(), _events_for_visitors()
        hand_over(
            chat.desk.actor,
            found,
            to=arjun,
            reason=Handover.Reason.KNOWS,
            summary="She wants to know where her order is.",
        )
        assert (visitor.read().json(), _events_for_visitors()) == before


def _events_for_visitors() -> int:
    return Event.objects.exclude(audience="staff").count()


@pytest.fixture
def heard() -> Iterator[list[AnySign]]:
    """Return what a hub of this process hears."""
    signs: list[AnySign] = []
    hear_with(signs.append)
    yield signs
    hear_no_more(signs.append)


def told_to_visitor(heard: list[AnySign]) -> list[bool]:
    return [each.is_writing for each in heard if isinstance(each, Writing)]


def told_to_colleagues(heard: list[AnySign]) -> list[bool]:
    return [each.is_writing for each in heard if isinstance(each, Sign)]


def test_the_visitor_learns_of_an_answer_that_is_written_and_never_of_a_note(
    chat: Chat, visitor: Widget, meera: Client, heard: list[AnySign]
) -> None:
    at = str(chat.conversation().public_id)
    for doing in ("answers", "writes", "reads"):
        assert (
            meera.post(reverse("desk:presence"), {"tab": "a1", "at": at, "doing": doing}).status_code == 204
        )
    assert told_to_visitor(heard) == [True, False, False]
    assert told_to_colleagues(heard) == [True, True, False]


def test_a_sign_of_life_learns_whether_the_shop_chats(chat: Chat, meera: Client) -> None:
    def says() -> str | None:
        presence._chats_here.forget()
        return meera.post(reverse("desk:presence"), {"tab": "a1", "doing": "reads"}).get("Saath-Chats")

    assert says() == "on"
    with store_scope(chat.store_id):
        switch_chat(TEST, is_on=False)
    assert says() is None


def test_a_page_beside_the_desk_says_that_somebody_is_near(
    chat: Chat, meera: Client, heard: list[AnySign]
) -> None:
    page = meera.get(reverse("stores:away")).content.decode()
    assert f'data-near="{reverse("desk:presence")}"' in page
    meera.post(reverse("desk:presence"), {"tab": "b1", "doing": "near"})
    assert heard == [Sign(chat.store_id, str(chat.desk.member.public_id), "b1", is_seen=False)]


def test_who_may_not_answer_is_never_told_to_write_one(
    chat: Chat, visitor: Widget, heard: list[AnySign]
) -> None:
    reader = browser_of(make_colleague(chat.desk.shop, "reads@example.com", Role.READER), chat.desk.shop)
    at = str(chat.conversation().public_id)
    reader.post(reverse("desk:presence"), {"tab": "a1", "at": at, "doing": "answers"})
    assert (told_to_visitor(heard), told_to_colleagues(heard)) == ([], [True])


def test_a_customer_by_mail_learns_of_no_writing(chat: Chat, meera: Client, heard: list[AnySign]) -> None:
    arrive(mail())
    at = str(chat.conversation().public_id)
    meera.post(reverse("desk:presence"), {"tab": "a1", "at": at, "doing": "answers"})
    assert told_to_visitor(heard) == []
