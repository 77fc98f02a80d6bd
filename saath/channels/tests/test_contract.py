from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest

from saath.channels.base import BadSignature, OutboundMessage, Participant, RawDelivery, SendOutcome
from saath.channels.registry import adapter_class, channel_names, open_adapter
from saath.channels.tests.contract import GARBAGE, Recording, is_plain_data, recording_of

CONVERSATION = UUID("0190aaaa-bbbb-7ccc-8ddd-eeeeffff0001")
UNIQUE = UUID("0190aaaa-bbbb-7ccc-8ddd-eeeeffff0002")


@pytest.fixture(params=channel_names())
def channel(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def recorded(channel: str, tmp_path: Path) -> Recording:
    return recording_of(channel, tmp_path)


def test_recorded_delivery_gives_the_message_that_was_written(channel: str, recorded: Recording) -> None:
    result = open_adapter(channel, recorded.account).parse(recorded.delivery)
    (message,) = result.messages
    assert message.provider_id == recorded.provider_id
    assert message.sender.address == recorded.sender
    assert message.text == message.visible_text == recorded.text
    assert not message.is_automatic
    assert is_plain_data(result)


def test_same_delivery_has_the_same_key_and_fingerprint(channel: str, recorded: Recording) -> None:
    adapter = open_adapter(channel, recorded.account)
    assert adapter.verify(recorded.delivery) == adapter.verify(recorded.delivery)
    first, second = (adapter.parse(recorded.delivery).messages[0] for _ in range(2))
    assert first.fingerprint == second.fingerprint


def test_forged_delivery_is_refused(channel: str, recorded: Recording) -> None:
    if recorded.forged is None:
        assert open_adapter(channel, recorded.account).verify(recorded.delivery)
        return
    with pytest.raises(BadSignature):
        open_adapter(channel, recorded.account).verify(recorded.forged)


@pytest.mark.parametrize("body", GARBAGE, ids=range(len(GARBAGE)))
def test_garbage_is_read_without_an_exception(channel: str, recorded: Recording, body: bytes) -> None:
    result = open_adapter(channel, recorded.account).parse(RawDelivery(body))
    assert is_plain_data(result)


def test_answer_is_sent_under_a_name_of_ours(channel: str, recorded: Recording) -> None:
    adapter = open_adapter(channel, recorded.account)
    name = adapter.name_message(CONVERSATION, recorded.recipient, unique=UNIQUE)
    assert name == adapter.name_message(CONVERSATION, recorded.recipient, unique=UNIQUE)
    message = OutboundMessage(
        message_id=name,
        to=(Participant(recorded.recipient),),
        text="આવતી કાલે પહોંચશે.",
        reply_address=adapter.reply_address(CONVERSATION, recorded.recipient),
    )
    assert adapter.send(message).outcome is SendOutcome.SENT


def test_capabilities_are_known_before_there_is_an_account(channel: str) -> None:
    capabilities = adapter_class(channel).capabilities
    assert capabilities.identity_namespace
    assert capabilities.sign.icon
    assert str(capabilities.sign.label)
