"""The secret is made by who may change the shop's settings, and is shown once."""

from __future__ import annotations

from http import HTTPStatus

import pytest

from saath.chats.models import ChatSettings
from saath.chats.secret import good_secrets
from saath.chats.tests.builders import Chat, make_chat
from saath.core.clock import now
from saath.stores.rules import Role
from saath.stores.tests.builders import browser_of, make_colleague
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db
SETTINGS, SECRET = "/settings/chat/", "/settings/chat/secret/"


def test_a_secret_is_shown_once_and_it_is_the_one(chat: Chat) -> None:
    owner = browser_of(make_colleague(chat.desk.shop, "rukmini@example.com", Role.OWNER), chat.desk.shop)
    assert "Make a secret" in owner.get(SETTINGS).content.decode()
    made = owner.post(SECRET)
    assert made.status_code == HTTPStatus.OK
    assert "no-store" in made.headers["Cache-Control"]
    with store_scope(chat.store_id):
        [secret] = good_secrets(ChatSettings.objects.get(), at=now())
    assert f'value="{secret.decode()}"' in made.content.decode()
    page = owner.get(SETTINGS).content.decode()
    assert secret.decode() not in page
    assert "Make a new secret" in page


def test_nobody_else_makes_one(chat: Chat) -> None:
    reader = browser_of(make_colleague(chat.desk.shop, "hemal@example.com", Role.READER), chat.desk.shop)
    other = make_chat("ek-jhoola", "hello@jhoola.test")
    owner = browser_of(make_colleague(other.desk.shop, "eve@example.com", Role.OWNER), other.desk.shop)
    assert reader.post(SECRET).status_code == HTTPStatus.FORBIDDEN
    assert owner.post(SECRET).status_code == HTTPStatus.OK
    assert owner.get(SECRET).status_code == HTTPStatus.METHOD_NOT_ALLOWED
    with store_scope(chat.store_id):
        assert ChatSettings.objects.get().identity_secret == ""
