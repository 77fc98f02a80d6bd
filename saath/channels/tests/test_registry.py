from __future__ import annotations

import pytest

from saath.channels import registry
from saath.channels.base import Account
from saath.channels.fake import FakeAdapter


def test_channel_of_a_third_party_is_added_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_added", {})
    registry.add_channels({"pigeon": "saath.channels.fake.FakeAdapter"})
    assert "pigeon" in registry.channel_names()
    assert isinstance(registry.open_adapter("pigeon", Account("loft")), FakeAdapter)


def test_third_party_cannot_take_the_name_of_ours() -> None:
    with pytest.raises(ValueError, match="email"):
        registry.add_channels({"email": "elsewhere.Adapter"})


def test_unknown_channel_is_named_in_the_error() -> None:
    with pytest.raises(registry.UnknownChannel, match="telex"):
        registry.open_adapter("telex", Account("x"))
