from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saath.channels.tests.contract import is_plain_data
from saath.orders.connectors.base import BadSignature, Connector, Unreadable
from saath.orders.connectors.registry import UnknownConnector, connector_keys, connector_of
from saath.orders.connectors.tests.contract import GARBAGE, SECRET, Recording, recording_of

odd = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=12),
    st.sampled_from(["", "NaN", "-1e99", "0001-01-01T00:00:00+14:00", "\x00", "०१", {}, [], [None], 10**40]),
)
anything = st.recursive(
    odd, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4)
)


@pytest.fixture(params=connector_keys())
def connector(request: pytest.FixtureRequest) -> Connector:
    return connector_of(request.param)


@pytest.fixture
def recorded(connector: Connector) -> Recording:
    return recording_of(connector.key)


def test_recorded_delivery_says_what_was_written(connector: Connector, recorded: Recording) -> None:
    heard = connector.parse(recorded.signed, recorded.body)
    assert heard == recorded.heard
    assert is_plain_data(heard)


def test_registered_under_its_own_key(connector: Connector) -> None:
    assert connector.key in connector_keys()
    assert connector.name
    with pytest.raises(UnknownConnector):
        connector_of("nobody")


def test_genuine_delivery_is_accepted_by_the_new_secret_or_the_former(
    connector: Connector, recorded: Recording
) -> None:
    shouted = {name.upper(): value for name, value in recorded.signed.items()}
    connector.verify(recorded.signed, recorded.body, [SECRET])
    connector.verify(shouted, recorded.body, ["another", SECRET])


def test_what_is_kept_of_a_delivery_says_the_same_and_proves_nothing(
    connector: Connector, recorded: Recording
) -> None:
    assert connector.sign(recorded.body, SECRET) == {recorded.proof: recorded.signed[recorded.proof]}
    kept = {name: value for name, value in recorded.signed.items() if name.casefold() in connector.HEADERS}
    assert connector.parse(kept, recorded.body) == recorded.heard
    assert connector.key_of(kept, recorded.body) == connector.key_of(recorded.signed, recorded.body)
    assert recorded.proof.casefold() not in connector.HEADERS


def test_unproved_delivery_is_refused(connector: Connector, recorded: Recording) -> None:
    for secrets in ([], [""], ["another"], [SECRET + "x"]):
        with pytest.raises(BadSignature):
            connector.verify(recorded.signed, recorded.body, secrets)
    for proof in ("", "é", "\ud800", "\x00"):
        with pytest.raises(BadSignature):
            connector.verify({**recorded.headers, recorded.proof: proof}, recorded.body, [SECRET, ""])
    with pytest.raises(BadSignature):
        connector.verify(recorded.headers, recorded.body, [SECRET])


def test_proof_with_one_bit_changed_is_refused(connector: Connector, recorded: Recording) -> None:
    for proof in one_bit_changed(recorded.signed[recorded.proof].encode()):
        headers = {**recorded.signed, recorded.proof: proof.decode("latin-1")}
        with pytest.raises(BadSignature):
            connector.verify(headers, recorded.body, [SECRET])


def test_body_with_one_bit_changed_is_refused(connector: Connector, recorded: Recording) -> None:
    if not recorded.signs_body:
        pytest.skip("a token signs nothing")
    for body in one_bit_changed(recorded.body):
        with pytest.raises(BadSignature):
            connector.verify(recorded.signed, body, [SECRET])


def test_same_news_has_the_same_key_and_other_news_another(connector: Connector, recorded: Recording) -> None:
    key = connector.key_of(recorded.signed, recorded.body)
    assert key == connector.key_of(recorded.signed, recorded.body)
    assert 0 < len(key) <= 200
    other = recorded.saying({"something": "else"})
    assert key != connector.key_of({}, other.body)


@pytest.mark.parametrize("body", GARBAGE, ids=range(len(GARBAGE)))
def test_garbage_is_ignored_or_unreadable(connector: Connector, recorded: Recording, body: bytes) -> None:
    assert 0 < len(connector.key_of({}, body)) <= 200
    with suppress(Unreadable):
        assert connector.parse(recorded.headers, body)


@given(said=anything)
@settings(max_examples=60, deadline=None)
def test_any_json_is_read_without_a_fault(said: Any) -> None:
    for key in connector_keys():
        read(connector_of(key), recording_of(key).saying(said))


@given(data=st.data())
@settings(max_examples=150, deadline=None)
def test_odd_values_anywhere_in_a_delivery_are_no_fault(data: st.DataObject) -> None:
    key = data.draw(st.sampled_from(connector_keys()))
    recorded = recording_of(key)
    said = json.loads(recorded.body)
    for _ in range(data.draw(st.integers(1, 4))):
        places = list(places_in(said))
        holder, name = data.draw(st.sampled_from(places)) if places else ({}, "")
        holder[name] = deepcopy(data.draw(anything))
    read(connector_of(key), recorded.saying(said))


def read(connector: Connector, recorded: Recording) -> None:
    """Read a delivery, whatever it says."""
    assert 0 < len(connector.key_of(recorded.headers, recorded.body)) <= 200
    with suppress(Unreadable):
        heard = connector.parse(recorded.headers, recorded.body)
        assert heard
        assert is_plain_data(heard)


def places_in(value: Any) -> Iterator[tuple[Any, Any]]:
    """Return all places of a body where a value stands."""
    names = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for name in names:
        yield value, name
        yield from places_in(value[name])


def one_bit_changed(told: bytes) -> Iterator[bytes]:
    """Return it as often as it is long (at most 200 times), with one bit of another byte changed."""
    for place in range(0, len(told), max(1, len(told) // 200)):
        changed = bytearray(told)
        changed[place] ^= 1 << (place % 7)
        yield bytes(changed)
