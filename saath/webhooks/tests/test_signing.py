"""Whatever is signed is opened by the library of Standard Webhooks, and nothing else is."""

from __future__ import annotations

import json
from base64 import b64decode
from time import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standardwebhooks import Webhook, WebhookVerificationError

from saath.webhooks.signing import headers, new_secret

BODIES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(said=st.dictionaries(st.text(), BODIES), message=st.uuids(), others=st.integers(0, 2))
def test_every_body_is_opened_by_each_secret_that_is_good(said: object, message: object, others: int) -> None:
    body = json.dumps(said)
    secrets = [new_secret() for _each in range(others + 1)]
    head = headers(secrets, message_id=str(message), timestamp=int(time()), body=body)
    for secret in secrets:
        assert Webhook(secret).verify(body, dict(head)) == said


@given(said=st.dictionaries(st.text(), BODIES), change=st.sampled_from(["body", "id", "timestamp", "secret"]))
def test_whatever_is_changed_is_noticed(said: object, change: str) -> None:
    body, secret, at = json.dumps(said), new_secret(), int(time())
    head = dict(headers([secret], message_id="one", timestamp=at, body=body))
    if change == "id":
        head["webhook-id"] = "two"
    if change == "timestamp":
        head["webhook-timestamp"] = str(at - 1)
    opener = Webhook(new_secret() if change == "secret" else secret)
    with pytest.raises(WebhookVerificationError):
        opener.verify(body + " " if change == "body" else body, head)


def test_the_example_of_the_library_is_signed_as_it_signs() -> None:
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    head = headers(
        [secret], message_id="msg_p5jXN8AQM9LWM0D4loKWxJek", timestamp=1614265330, body='{"test": 2432232314}'
    )
    assert head["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_a_secret_is_of_32_octets_and_each_another() -> None:
    one, two = new_secret(), new_secret()
    assert one.startswith("whsec_")
    assert len(b64decode(one.removeprefix("whsec_"))) == 32
    assert one != two
