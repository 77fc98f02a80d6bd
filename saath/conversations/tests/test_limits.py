from __future__ import annotations

from io import BytesIO

import pytest

from saath.channels.base import Capabilities, ChannelSign
from saath.conversations.actions.reply import add_note, reply
from saath.conversations.limits import Enclosed, check_answer
from saath.conversations.models import Delivery, Message
from saath.conversations.parts import save_uploads
from saath.conversations.tests.builders import arrive, mail, make_desk, only_conversation
from saath.core.errors import BadInput
from saath.tenancy.scope import store_scope

CHAT = Capabilities(
    identity_namespace="chat",
    sign=ChannelSign("chat", "Chat"),
    text_limit=4096,
    attachment_limit=1_000_000,
    attachment_count=1,
    media=frozenset({"image/*", "application/pdf"}),
)
PICTURE = Enclosed("cushion.jpg", 900_000, "image/jpeg")


def test_what_a_channel_takes_goes() -> None:
    check_answer(CHAT, text="x" * 4096, files=[PICTURE])
    check_answer(CHAT, text="", files=[Enclosed("not looked at yet", 1)])


@pytest.mark.parametrize(
    ("text", "files", "said"),
    [
        ("x" * 4097, [], "Chat takes 4,096 characters in one message; these are 4,097."),
        ("", [PICTURE, PICTURE], "Chat takes 1 file with one message."),
        (
            "",
            [Enclosed("a.pdf", 1_100_000)],
            "Chat takes files of 976.6 KB with one message; these are 1.0 MB.",
        ),
        ("", [Enclosed("a.zip", 1, "application/zip")], "Chat does not take files like a.zip."),
    ],
)
def test_what_it_does_not_take_is_refused_with_its_limit(text: str, files: list[Enclosed], said: str) -> None:
    with pytest.raises(BadInput) as refused:
        check_answer(CHAT, text=text, files=files)
    assert str(refused.value.message).replace("\u00a0", " ") == said


def test_a_channel_without_files_takes_none() -> None:
    with pytest.raises(BadInput):
        check_answer(Capabilities("x", ChannelSign("chat", "X")), text="", files=[PICTURE])


@pytest.mark.django_db
def test_an_answer_that_its_channel_does_not_take_is_not_written_and_a_note_is() -> None:
    desk = make_desk()
    arrive(mail())
    with store_scope(desk.store_id):
        files = save_uploads([("film.bin", BytesIO(bytes(20_000_001)))])
        with pytest.raises(BadInput, match="E-mail takes files of"):
            reply(desk.actor, only_conversation(), text="Here", client_key="k", files=files)
        assert not Message.objects.filter(direction="out").exists()
        assert not Delivery.objects.exists()
        assert add_note(desk.actor, only_conversation(), text="Here", client_key="n", files=files).pk
