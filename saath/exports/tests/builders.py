"""Making exports in tests."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from django.db import connection

from saath.conversations.tests.builders import work
from saath.exports.actions.bring import begin_shop_import, bring_shop
from saath.exports.actions.export import run_export
from saath.exports.models import ExportRun, ShopImport
from saath.files import storage
from saath.operations.archive.contents import kept_models
from saath.operations.tests.test_archive import as_owner
from saath.stores.queries import actor_of
from saath.stores.rules import Role
from saath.stores.tests.builders import make_colleague, make_shop
from saath.tenancy.actor import Actor
from saath.tenancy.models import Domain
from saath.tenancy.scope import every_store, store_scope

OWNER = "owner@paanch.test"


def make_export(actor: Actor) -> ExportRun:
    """Have an export made to its end."""
    run = run_export(actor)
    work()
    run.refresh_from_db()
    return run


def opened(run: ExportRun) -> ZipFile:
    """Open the file of an export."""
    assert run.file is not None
    with storage.open_bytes(run.file.sha256) as file:
        return ZipFile(BytesIO(file.read()))


def lines_in(archive: ZipFile, kind: str) -> list[dict[str, Any]]:
    """Return the lines of a kind."""
    return [json.loads(line) for line in archive.read(f"data/{kind}.jsonl").splitlines()]


def take_shop_away() -> None:
    """Empty the database: what comes in next comes into another installation."""
    with as_owner(), every_store("a test begins again"), connection.cursor() as cursor:
        for model in reversed(kept_models()):
            table = f'"{model._meta.db_table}"'
            is_postgresql = connection.vendor == "postgresql"
            cursor.execute(f"TRUNCATE {table} CASCADE" if is_postgresql else f"DELETE FROM {table}")


@contextmanager
def new_shop(email: str = OWNER) -> Iterator[Actor]:
    """Open an empty shop with an owner; its store is in scope."""
    shop = make_shop("new-home", "New home")
    Domain.objects.create(store=shop.store, purpose=Domain.Purpose.CONTENT, host="files.home.test")
    owner = make_colleague(shop, email, Role.OWNER)
    with store_scope(shop.store.pk):
        yield actor_of(owner)


def bring(actor: Actor, archive: bytes) -> ShopImport:
    """Bring an export in to its end, or as far as it comes."""
    saved = storage.save(BytesIO(archive), max_bytes=len(archive))
    bringing = begin_shop_import(actor, sha256=saved.sha256, saved=saved)
    work()
    bringing.refresh_from_db()
    if bringing.state == ShopImport.State.CHECKED:
        bring_shop(actor, bringing)
        work()
        bringing.refresh_from_db()
    return bringing


def octets_of(run: ExportRun) -> bytes:
    """Return the file of an export."""
    assert run.file is not None
    with storage.open_bytes(run.file.sha256) as file:
        return file.read()


def data_of(archive: bytes) -> dict[str, list[bytes]]:
    """Return the lines of each kind, sorted."""
    with ZipFile(BytesIO(archive)) as opened:
        return {
            name: sorted(opened.read(name).splitlines())
            for name in opened.namelist()
            if name.startswith(("data/", "files/"))
        }
