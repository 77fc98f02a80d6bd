"""Whatever lies encrypted in a row goes along when the key changes: no column is forgotten."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from pytest_django.fixtures import Settings

from saath.core import secrets
from saath.operations.tests.filled import fill
from saath.operations.tests.let_in import let_in_and_move
from saath.stores.tests.builders import TEST
from saath.tenancy.models import StoreRow
from saath.tenancy.scope import store_scope
from saath.webhooks.actions.endpoints import rotate_secret
from saath.webhooks.models import Endpoint

# How a text begins that Fernet has encrypted: its version, and the upper bytes of the time.
SEALED = re.compile(r"gAAAAA[\w-]{60,}={0,2}")


def sealed_rows(store_id: int) -> Iterator[tuple[str, str]]:
    """Yield the column and the text of everything encrypted in a shop."""
    with store_scope(store_id):
        for model in apps.get_models():
            if issubclass(model, StoreRow):
                for row in model.objects.values():
                    for column, value in row.items():
                        yield from (
                            (f"{model._meta.label}.{column}", each) for each in SEALED.findall(str(value))
                        )


@pytest.mark.django_db
def test_every_secret_of_a_shop_opens_after_the_key_was_changed(settings: Settings, tmp_path: Path) -> None:
    settings.KEYS_FILE = tmp_path / "keys"
    desk, _other = fill()
    let_in_and_move(desk)
    with store_scope(desk.store_id):
        rotate_secret(TEST, Endpoint.objects.exclude(secret="").earliest("pk"))
    before = {column for column, _text in sealed_rows(desk.store_id)}
    secrets.add_key()
    secrets.reencrypt_all()
    secrets.drop_old_keys()
    for column, text in sealed_rows(desk.store_id):
        assert secrets.decrypt(text), column
    assert before >= {
        "programs.KeptAnswer.body",
        "webhooks.Endpoint.secret",
        "webhooks.Endpoint.former_secret",
        "orders.Connection.secrets_sealed",
    }
