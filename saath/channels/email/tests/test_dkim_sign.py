from __future__ import annotations

from email import message_from_bytes

import dkim
import pytest

from saath.channels.base import Account, OutboundMessage, Participant, SendOutcome
from saath.channels.email import dkim_sign
from saath.channels.email.adapter import EmailAdapter
from saath.channels.email.mailbox_out import list_mails, read_mail
from saath.channels.email.tokens import TokenKeys, read_return_path

KEYS = (b"k" * 32,)
UNIQUE = "019f00000000700080000000000000aa"


@pytest.fixture(scope="module")
def pair() -> tuple[str, str]:
    rsa, _ed25519 = dkim_sign.new_key_pairs()
    return rsa.private, rsa.public


def sent(tmp_path, **options: str):  # type: ignore[no-untyped-def]
    account = Account(
        "namaste@paanch.example", "Paanch Takiye", KEYS, {"smtp": f"mailbox:{tmp_path}", **options}
    )
    message = OutboundMessage(
        f"t.x.{UNIQUE}@paanch.example",
        (Participant("usha@example.in"),),
        "नमस्ते, कल मिलेगा।\n.\nFrom the shop",
        subject="कुशन",
        reply_address="namaste@paanch.example",
        language="hi",
    )
    assert EmailAdapter(account).send(message).outcome is SendOutcome.SENT
    return read_mail(tmp_path, list_mails(tmp_path)[0].key)


def test_what_leaves_is_signed_and_any_change_of_words_or_sender_shows(tmp_path, pair) -> None:  # type: ignore[no-untyped-def]
    private, public = pair
    keys = dkim_sign.keys_as_text([dkim_sign.SigningKey("paanch.example", "saath1", private)])
    octets = sent(tmp_path, signing_keys=keys)

    def record(name: bytes, timeout: int = 5) -> bytes:
        assert name == b"saath1._domainkey.paanch.example."
        return dkim_sign.record_of(public, "rsa").encode()

    assert dkim.verify(octets, dnsfunc=record)
    assert not dkim.verify(octets.replace(b"Subject:", b"Subject: x", 1), dnsfunc=record)
    assert not dkim.verify(octets.replace(b"MIME", b"From: other@x.in\nMIME", 1), dnsfunc=record)
    signed = "".join(str(message_from_bytes(octets)["DKIM-Signature"]).split())
    assert all(name in signed for name in ("from:", "to:", "subject:", "message-id"))


def test_both_kinds_of_keys_sign_and_each_signature_stands_alone(tmp_path) -> None:  # type: ignore[no-untyped-def]
    pairs = dkim_sign.new_key_pairs()
    keys = [
        dkim_sign.SigningKey("paanch.example", each.algorithm, each.private, each.algorithm) for each in pairs
    ]
    octets = sent(tmp_path, signing_keys=dkim_sign.keys_as_text(keys))
    records = {
        f"{each.algorithm}._domainkey.paanch.example.": dkim_sign.record_of(each.public, each.algorithm)
        for each in pairs
    }
    for index in range(2):
        asked: list[str] = []

        def record(name: bytes, timeout: int = 5, asked: list[str] = asked) -> bytes:
            asked.append(name.decode())
            return records[name.decode()].encode()

        assert dkim.DKIM(octets).verify(index, dnsfunc=record)
        assert asked == [[*records][1 - index]]


def test_without_keys_nothing_is_signed(tmp_path) -> None:  # type: ignore[no-untyped-def]
    assert b"DKIM-Signature" not in sent(tmp_path)


def test_keys_never_show_in_a_representation(pair) -> None:  # type: ignore[no-untyped-def]
    assert "PRIVATE" not in repr(dkim_sign.SigningKey("x.in", "s", pair[0]))


@pytest.mark.parametrize(
    ("options", "names_it"), [({}, True), ({"plus": "no"}, False), ({"return_path": "plain"}, False)]
)
def test_the_return_path_names_the_message_where_the_way_out_allows_it(
    options: dict[str, str], names_it: bool
) -> None:
    adapter = EmailAdapter(Account("namaste@paanch.example", keys=KEYS, options=options))
    message = OutboundMessage(f"t.x.{UNIQUE}@paanch.example", (), "")
    path = adapter._return_path(message)
    assert (read_return_path(path, TokenKeys(KEYS)) is not None) is names_it
    assert names_it or path == "namaste@paanch.example"
