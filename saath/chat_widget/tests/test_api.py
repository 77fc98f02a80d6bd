"""Writing and reading by the chat's API: what a visitor gets, and that nobody else gets it."""

from __future__ import annotations

import re
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from PIL import Image

from saath.chat_widget import api, urls
from saath.chat_widget.views import messages
from saath.chats.actions.block import block_visitor, unblock_visitor
from saath.chats.actions.settings import switch_chat
from saath.chats.models import Visitor
from saath.chats.tests.builders import Chat, Widget, make_chat, only_visitor, writing_visitor
from saath.chats.watching import admit_visitor
from saath.conversations.actions.reading import mark_read
from saath.conversations.actions.reply import add_note, reply
from saath.conversations.models import Conversation, Delivery, IntakeItem, Message
from saath.conversations.queries.conversations import get_conversation
from saath.core.ids import new_public_id
from saath.core.tokens import make_token
from saath.customers.models import Identity
from saath.files import storage
from saath.jobs.models import Job
from saath.stores.tests.builders import TEST
from saath.tenancy.purge import blank_values
from saath.tenancy.scope import store_scope
from saath.timeline.live.admission import Knock, Refused

pytestmark = pytest.mark.django_db
API = "chat/v1/"
ANY_ID = re.compile(r"<uuid:\w+>")
# Whether somebody is there, and beginning to write: for whoever has no token yet.
OPEN = frozenset({"now", "openers", "visitors"})


def answer(chat: Chat, text: str = "આવતી કાલે પહોંચશે.", key: str = "a1") -> Message:
    with store_scope(chat.store_id):
        conversation = get_conversation(chat.desk.actor, chat.conversation().public_id)
        return reply(chat.desk.actor, conversation, text=text, client_key=key)


def picture(colour: str = "red") -> bytes:
    drawn = BytesIO()
    Image.new("RGB", (8, 8), colour).save(drawn, "PNG")
    return drawn.getvalue()


def test_what_is_written_is_a_row_of_the_ledger_and_a_message(chat: Chat) -> None:
    widget = Widget(chat.host)
    assert widget.begin(name="ઉષા").status_code == 201
    posted = widget.write("મારો ઓર્ડર ક્યાં છે?")
    assert posted.status_code == 201
    shown = posted.json()
    assert (shown["by"], shown["text"], shown["state"]) == ("you", "મારો ઓર્ડર ક્યાં છે?", "sent")
    with store_scope(chat.store_id):
        item, message = IntakeItem.objects.get(), Message.objects.get()
        assert (item.source, item.state, item.message_id) == ("chat", "accepted", message.pk)
        assert item.raw_id is None
        assert "ઓર્ડર" in item.body
        assert str(message.public_id) == shown["id"]
        assert (message.language, message.is_sender_proved) == ("gu", False)
        assert message.conversation.state == Conversation.State.OPEN
        visitor = Visitor.objects.get()
        assert (visitor.page_url, visitor.page_title) == ("https://shop.example/razai", "Razai")


def test_no_cookie_is_ever_set(visitor: Widget) -> None:
    answers = [visitor.get("now"), visitor.read(), visitor.write("Hello"), Widget(visitor.host).begin()]
    assert all(not each.cookies for each in answers)


def test_same_key_again_is_the_same_message(chat: Chat, visitor: Widget) -> None:
    first = visitor.write("Once", key="key-0001")
    again = visitor.write("Once", key="key-0001")
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    with store_scope(chat.store_id):
        assert Message.objects.filter(text="Once").count() == 1


def test_two_people_may_use_the_same_key(chat: Chat, visitor: Widget) -> None:
    other = writing_visitor(chat, "Somebody else")
    assert visitor.write("Mine", key="key-0001").status_code == 201
    assert other.write("Theirs", key="key-0001").json()["text"] == "Theirs"


def test_later_words_go_on_in_the_same_conversation(chat: Chat, visitor: Widget) -> None:
    visitor.write("And another thing")
    with store_scope(chat.store_id):
        assert Conversation.objects.get().message_count == 2


def test_an_answer_is_there_at_once_and_no_job_waits_for_it(chat: Chat, visitor: Widget) -> None:
    answer(chat)
    page = visitor.read().json()
    assert [each["by"] for each in page["messages"]] == ["shop", "you"]
    newest = page["messages"][0]
    assert (newest["text"], newest["state"]) == ("આવતી કાલે પહોંચશે.", "sent")
    assert newest["face"]
    assert newest["name"]
    with store_scope(chat.store_id):
        assert Delivery.objects.get().state == Delivery.State.SENT
        assert not Job.objects.filter(key__startswith="deliver").exists()


def test_notes_stay_in_the_house(chat: Chat, visitor: Widget) -> None:
    with store_scope(chat.store_id):
        conversation = get_conversation(chat.desk.actor, chat.conversation().public_id)
        add_note(chat.desk.actor, conversation, text="She is angry", client_key="n1")
    assert "angry" not in visitor.read().content.decode()


def test_what_a_colleague_has_seen_is_read(chat: Chat, visitor: Widget) -> None:
    with store_scope(chat.store_id):
        mark_read(chat.desk.actor, get_conversation(chat.desk.actor, chat.conversation().public_id))
    assert visitor.read().json()["messages"][0]["state"] == "read"


def test_what_the_visitor_has_seen_is_read_and_no_more_unread(chat: Chat, visitor: Widget) -> None:
    said = answer(chat)
    assert visitor.read().json()["unread"] == 1
    assert visitor.send("read", {"up_to": str(said.public_id)}).status_code == 204
    page = visitor.read().json()
    assert (page["unread"], page["read_up_to"]) == (0, str(said.public_id))
    assert page["messages"][0]["state"] == "read"


def test_older_messages_come_page_by_page_without_gap_or_double(chat: Chat, visitor: Widget) -> None:
    with store_scope(chat.store_id):
        conversation = chat.conversation()
    for number in range(70):
        answer(chat, f"Answer {number}", f"a{number}")
    assert conversation.message_count == 1
    seen, before = [], ""
    while True:
        page = visitor.read(before).json()
        seen += [each["text"] for each in page["messages"]]
        before = page["older"]
        if not before:
            break
    assert seen[:-1] == [f"Answer {number}" for number in reversed(range(70))]
    assert len(seen) == 71


def test_files_go_along_and_pictures_only_as_links_to_another_host(chat: Chat, visitor: Widget) -> None:
    posted = visitor.write("", files=(("../tuta.png", picture()),))
    assert posted.status_code == 201
    [file] = posted.json()["files"]
    assert (file["name"], file["type"]) == ("tuta.png", "image/png")
    assert file["url"].startswith("http://content.")


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"text": "x" * 4001}, "text"),
        ({"text": "   "}, "text"),
        ({"text": "x", "key": "../.."}, "key"),
        ({"text": "x", "files": (("a.html", b"<script>alert(1)</script>" * 40),)}, "files"),
        ({"text": "x", "files": tuple((f"{n}.png", b"x") for n in range(6))}, "files"),
    ],
)
def test_what_does_not_fit_is_refused_in_words(
    chat: Chat, visitor: Widget, form: dict[str, Any], field: str
) -> None:
    refused = visitor.write(**form)
    assert refused.status_code == 400
    assert refused["Content-Type"] == "application/problem+json"
    told = refused.json()
    assert told["field"] == field
    assert told["title"]
    assert told["detail"]
    with store_scope(chat.store_id):
        assert Message.objects.count() == IntakeItem.objects.count() == 1


@pytest.mark.parametrize(
    "form",
    [
        {"text": "x" * 4001},
        {"text": "x", "key": "../.."},
        {"text": "x", "more": (("a.html", b"<script>alert(1)</script>" * 40),)},
    ],
)
def test_what_is_refused_leaves_no_file_behind(chat: Chat, visitor: Widget, form: dict[str, Any]) -> None:
    more, before = form.pop("more", ()), kept_files(chat)
    assert visitor.write(**form, files=(("tuta.png", picture("#123456")), *more)).status_code == 400
    assert kept_files(chat) == before


def test_files_that_come_again_with_their_key_are_not_kept_again(chat: Chat, visitor: Widget) -> None:
    first = visitor.write("", key="key-0001", files=(("tuta.png", picture()),))
    kept = kept_files(chat)
    again = visitor.write("", key="key-0001", files=(("andere.png", picture("blue")),))
    assert (first.status_code, again.status_code) == (201, 200)
    assert [each["name"] for each in again.json()["files"]] == ["tuta.png"]
    assert kept_files(chat) == kept


def test_a_visitor_and_an_address_send_so_many_bytes_a_day(
    chat: Chat, visitor: Widget, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = ("tuta.png", picture())
    monkeypatch.setattr(messages, "BYTES_A_DAY", 2 * len(file[1]))
    monkeypatch.setattr(messages, "BYTES_OF_NETWORK_A_DAY", 3 * len(file[1]))
    assert [visitor.write("", files=(file,)).status_code for _time in range(3)] == [201, 201, 413]
    refused = writing_visitor(chat, "Somebody else").write("", files=(file, file))
    assert (refused.status_code, refused["Content-Type"]) == (413, "application/problem+json")
    assert visitor.write("Words go on").status_code == 201


def kept_files(chat: Chat) -> list[list[str]]:
    with store_scope(chat.store_id):
        return list(storage.saved_hashes())


def test_words_come_in_the_language_that_is_asked_for(visitor: Widget) -> None:
    assert visitor.get("now", lang="gu").json()["texts"]["greeting"].startswith("નમસ્તે")
    assert visitor.get("now", lang="hi").json()["texts"]["greeting"].startswith("नमस्ते")


def test_now_never_says_that_somebody_is_there_who_is_not(visitor: Widget) -> None:
    told = visitor.get("now").json()
    assert told["is_live"] is False
    assert told["people"] == []
    assert told["limits"] == {
        "text": 4000,
        "files": 5,
        "file_bytes": 10_000_000,
        "media": ["application/pdf", "image/*"],
    }


def in_days(days: int) -> timedelta:
    return timedelta(days=days)


def every_answer(widget: Widget) -> list[int]:
    """Ask for everything that needs a token."""
    unknown = "0190aaaa-bbbb-7ccc-8ddd-eeeeffff0001"
    asked = [
        widget.read(),
        widget.write("Let me in"),
        widget.send("read", {"up_to": unknown}),
        widget.send("typing", {"is_typing": True}),
    ]
    return [each.status_code for each in asked]


def test_nobody_without_a_good_token_gets_anything(chat: Chat, visitor: Widget) -> None:
    visitor_id = only_visitor(chat).public_id.hex
    tokens = {
        "none": "",
        "made up": "abc",
        "changed": visitor.token[:-2] + "xx",
        "too long": "a" * 5000,
        "for something else": make_token("portal", visitor_id, lasts=in_days(1)),
        "expired": make_token("chat visitor", visitor_id, lasts=in_days(-1)),
        "of nobody": make_token("chat visitor", "0" * 32, lasts=in_days(1)),
        "no id": make_token("chat visitor", "x", lasts=in_days(1)),
    }
    for name, token in tokens.items():
        assert every_answer(Widget(chat.host, token)) == [401] * 4, name
    with store_scope(chat.store_id):
        assert Message.objects.count() == 1


def test_another_shop_knows_neither_token_nor_words(chat: Chat, visitor: Widget) -> None:
    other = make_chat("ek-jhoola", "hello@jhoola.test")
    assert every_answer(Widget(other.host, visitor.token)) == [401] * 4


def test_another_visitor_reads_nothing_of_it(chat: Chat, visitor: Widget) -> None:
    said = answer(chat)
    for number in range(35):
        answer(chat, f"Answer {number}", f"b{number}")
    other = Widget(chat.host)
    other.begin()
    older = visitor.read().json()["older"]
    assert older
    for page in (other.read().json(), other.read(older).json()):
        assert (page["conversation"], page["messages"], page["older"]) == (None, [], None)
    assert other.send("read", {"up_to": str(said.public_id)}).status_code == 404


def test_who_is_blocked_gets_nothing_until_they_are_let_in_again(chat: Chat, visitor: Widget) -> None:
    blocked = only_visitor(chat)
    with store_scope(chat.store_id):
        block_visitor(chat.desk.actor, blocked)
    assert every_answer(visitor) == [403] * 4
    with store_scope(chat.store_id):
        unblock_visitor(chat.desk.actor, blocked)
    assert visitor.read().status_code == 200


def test_who_signs_out_is_nobody_by_that_token_any_more(chat: Chat, visitor: Widget) -> None:
    other = writing_visitor(chat, "Somebody else")
    assert visitor.end().status_code == 204
    assert every_answer(visitor) == [401] * 4
    assert visitor.end().status_code == 401
    assert other.read().json()["messages"][0]["text"] == "Somebody else"


def test_the_token_of_who_was_erased_opens_nothing(chat: Chat, visitor: Widget) -> None:
    with store_scope(chat.store_id):
        Identity.objects.update(**blank_values(Identity, Identity.retention.blank))
    assert every_answer(visitor) == [401] * 4
    with pytest.raises(Refused) as refused:
        admit_visitor(Knock(chat.host, {}, visitor.token))
    assert refused.value.status == 401


def test_colleague_has_no_token_and_a_session_counts_for_nothing(chat: Chat, visitor: Widget) -> None:
    client = Widget(chat.host)
    client._client.force_login(chat.desk.member.person)
    assert every_answer(client) == [401] * 4


def answers_of_all(widget: Widget, *, but: frozenset[str] = frozenset()) -> dict[str, set[int]]:
    """Ask for every address of the API and return what each answers to reading, writing and ending, but for refused ways."""
    asked: dict[str, set[int]] = {}
    for pattern in urls.urlpatterns:
        address = str(pattern.pattern)
        if address.startswith(API) and pattern.name not in but:
            name = ANY_ID.sub(str(new_public_id()), address.removeprefix(API))
            all_ways = {widget.get(name), widget.send(name, {}), widget.delete(name)}
            asked[str(pattern.name)] = {each.status_code for each in all_ways} - {405}
    return asked


@pytest.mark.parametrize("token", ["", "made up"])
def test_every_address_but_a_few_asks_for_a_token(chat: Chat, token: str) -> None:
    answers = answers_of_all(Widget(chat.host, token), but=OPEN)
    assert len(answers) >= 4
    assert {name: found for name, found in answers.items() if found != {401}} == {}


def test_what_opens_one_shop_opens_no_address_of_another(chat: Chat, visitor: Widget) -> None:
    other = make_chat("ek-jhoola", "hello@jhoola.test")
    answers = answers_of_all(Widget(other.host, visitor.token), but=OPEN)
    assert {name: found for name, found in answers.items() if found != {401}} == {}
    assert visitor.read().status_code == 200


def test_without_a_chat_there_is_nothing_at_any_address(chat: Chat, visitor: Widget) -> None:
    with store_scope(chat.store_id):
        switch_chat(TEST, is_on=False)
    answers = answers_of_all(visitor)
    assert {name: found for name, found in answers.items() if found != {404}} == {}
    assert visitor.write("Still there?").status_code == 404


def test_who_writes_too_fast_is_asked_to_wait(chat: Chat, visitor: Widget) -> None:
    statuses = [visitor.write(f"Flood {number}").status_code for number in range(25)]
    assert statuses[0] == 201
    assert statuses[-1] == 429
    with store_scope(chat.store_id):
        assert Message.objects.count() <= 20


def test_who_has_many_addresses_of_one_connection_is_counted_once(
    chat: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api, "OF_ADDRESS_A_MINUTE", 3)
    statuses = [
        Client(REMOTE_ADDR=f"2001:db8::{number}").get("/chat/v1/now", headers={"host": chat.host}).status_code
        for number in range(5)
    ]
    assert statuses == [200, 200, 200, 429, 429]


def test_token_opens_afterin_days(chat: Chat, visitor: Widget) -> None:
    assert Widget(chat.host, visitor.token).read().json()["messages"]
