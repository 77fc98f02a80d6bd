"""Writers beside those who let go: what somebody refers to is never lost."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from io import BytesIO
from pathlib import Path

import pytest
from django.db import connections

from saath.core.clock import now
from saath.files import storage
from saath.files.actions import release_file, store_file
from saath.files.models import StoredFile
from saath.files.sweep import sweep_store
from saath.tenancy.actor import Actor
from saath.tenancy.models import Store
from saath.tenancy.scope import store_scope
from saath.tenancy.transactions import write_transaction

ROUNDS = 15
SYSTEM = Actor.system("test")


@pytest.fixture
def shop(transactional_db: None, files_dir: Path) -> Store:
    """A shop whose rows other threads see."""
    return Store.objects.create(name="Paanch Takiye", slug="paanch-takiye")


def together(shop: Store, *works: Callable[[], object]) -> None:
    """Run each work in a thread of its own, in the shop's scope; raises what one of them raised."""

    def run(work: Callable[[], object]) -> None:
        try:
            with store_scope(shop.pk):
                work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(works)) as pool:
        for done in [pool.submit(run, work) for work in works]:
            done.result()


def keep(data: bytes) -> StoredFile:
    return store_file(SYSTEM, name="a", data=data, kind="attachment")


def refer(data: bytes) -> None:
    """Store bytes and refer to them in the same transaction, as a message does."""
    with write_transaction():
        picture = store_file(SYSTEM, name="a", data=data, kind="picture")
        photo = store_file(SYSTEM, name="b", data=data, kind="attachment")
        StoredFile.objects.filter(pk=photo.pk).update(picture=picture)


def test_file_that_gets_a_reference_while_it_is_released_stays_live(shop: Store) -> None:
    for number in range(ROUNDS):
        data = str(number).encode()
        with store_scope(shop.pk):
            lonely = store_file(SYSTEM, name="a", data=data, kind="picture")
        together(shop, partial(refer, data), partial(release_file, SYSTEM, lonely))
        with store_scope(shop.pk):
            assert StoredFile.objects.live().filter(pk=lonely.pk).exists()


def test_same_bytes_stored_at_once_are_one_file(shop: Store) -> None:
    for number in range(ROUNDS):
        data = str(number).encode()
        together(shop, *[partial(keep, data)] * 3)
    with store_scope(shop.pk):
        assert StoredFile.objects.count() == ROUNDS


def test_sweep_beside_writers_takes_nothing_that_has_a_row(shop: Store) -> None:
    """The bytes lie there for long without a row; then they come again while the sweep runs."""
    for number in range(ROUNDS):
        data = str(number).encode()
        with store_scope(shop.pk):
            place = leave_old_bytes(data)
        together(shop, partial(keep, data), partial(sweep_store, now()))
        assert place.exists()


def leave_old_bytes(data: bytes) -> Path:
    saved = storage.save(BytesIO(data), max_bytes=100)
    with storage.open_bytes(saved.sha256) as file:
        place = Path(file.name)
    os.utime(place, (0, 0))
    return place
