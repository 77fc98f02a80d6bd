"""Keeping files and letting go of them."""

from datetime import timedelta
from io import BytesIO

import pytest
from pytest_django import DjangoAssertNumQueries, Settings

from saath.core.clock import now
from saath.core.errors import Forbidden
from saath.files import room, storage
from saath.files.actions import erase_file, record_file, release_file, release_unclaimed_files, store_file
from saath.files.errors import FileTooLarge, QuotaExceeded
from saath.files.models import StoredFile
from saath.files.queries import iter_files, open_file
from saath.files.sweep import sweep_store
from saath.tenancy.actor import Actor
from saath.tenancy.models import Store
from saath.tenancy.purge import purge_expired
from saath.tenancy.scope import every_store, store_scope

MONTH = timedelta(days=31)
DAY = timedelta(days=1)


def keep(actor: Actor, data: bytes = b"hello", kind: str = "attachment") -> StoredFile:
    return store_file(actor, name="a.txt", data=data, kind=kind)


def test_file_is_kept_with_what_it_is(store: Store, system: Actor) -> None:
    stored = store_file(system, name="../bill.exe", stream=BytesIO(b"%PDF-1.7\n%..."), kind="attachment")
    assert (stored.name, stored.content_type, stored.size) == ("bill.exe", "application/pdf", 13)
    with open_file(system, stored) as file:
        assert file.read() == b"%PDF-1.7\n%..."


def test_same_bytes_of_a_store_are_one_file(store: Store, system: Actor) -> None:
    assert keep(system) == keep(system)
    assert [kept.size for kept in iter_files()] == [5]


def test_same_bytes_of_two_kinds_are_two_rows_and_one_file_on_disk(store: Store, system: Actor) -> None:
    assert keep(system) != keep(system, kind="raw")
    assert len(list(iter_files())) == 1


def test_stores_do_not_see_each_others_files(store: Store, other_store: Store, system: Actor) -> None:
    stored = keep(system)
    with store_scope(other_store.pk):
        assert not StoredFile.objects.exists()
        assert keep(system) != stored
    with every_store("test"):
        everything = list(iter_files())
    assert [kept.store_id for kept in everything] == [store.pk, other_store.pk]
    for kept in everything:
        with kept.open() as file:
            assert file.read() == b"hello"


def test_quota_is_a_clear_error_and_keeps_nothing(store: Store, system: Actor, settings: Settings) -> None:
    settings.FILES_QUOTA_BYTES = 8
    keep(system)
    with pytest.raises(QuotaExceeded, match="8\xa0bytes"):
        keep(system, b"world")
    assert room.bytes_in_use() == 5
    assert keep(system).size == 5


def test_room_is_added_up_once_a_minute_until_it_gets_scarce(
    store: Store, system: Actor, settings: Settings, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    room._remembered.clear()
    settings.FILES_QUOTA_BYTES = 100
    for size in (50, 40, 1):
        StoredFile.objects.create(sha256=str(size), size=size, name="x", kind=StoredFile.Kind.RAW)
    with django_assert_num_queries(1):
        room.check_room(91)
    with django_assert_num_queries(1):
        room.check_room(1)
    StoredFile.objects.all().delete()
    room._remembered.clear()
    with django_assert_num_queries(1):
        room.check_room(50)
        room.check_room(40)


def test_too_large_a_file_is_refused(store: Store, system: Actor, settings: Settings) -> None:
    settings.MAX_FILE_BYTES = 4
    with pytest.raises(FileTooLarge):
        keep(system)
    assert not StoredFile.objects.exists()


def test_reader_without_the_right_opens_nothing(store: Store, system: Actor) -> None:
    stranger = Actor(kind="customer", label="Meera", store_id=store.pk)
    with pytest.raises(Forbidden):
        open_file(stranger, keep(system))


def test_released_file_is_purged_after_thirty_days_and_then_its_bytes(store: Store, system: Actor) -> None:
    stored = keep(system)
    assert release_file(system, stored)
    assert not release_file(system, stored)
    assert room.bytes_in_use() == 0
    purge_expired(now() + DAY)
    assert StoredFile.objects.exists()
    assert purge_expired(now() + MONTH) == {"files.storedfile": 1}
    assert sweep_store(now()) == 0
    assert sweep_store(now() + DAY) == 1
    with pytest.raises(FileNotFoundError):
        storage.open_bytes(stored.sha256)


def test_same_bytes_bring_a_released_file_back(store: Store, system: Actor) -> None:
    stored = keep(system)
    release_file(system, stored)
    assert keep(system) == stored
    purge_expired(now() + MONTH)
    assert StoredFile.objects.get().deleted_at is None


def test_erased_file_is_gone_with_the_next_sweep(store: Store, system: Actor) -> None:
    stored = keep(system)
    assert erase_file(system, stored)
    sweep_store(now() + DAY)
    assert list(storage.saved_hashes()) == [[]]


def test_file_that_a_row_refers_to_is_neither_released_nor_erased(store: Store, system: Actor) -> None:
    picture = keep(system, b"picture", "picture")
    StoredFile.objects.filter(pk=keep(system).pk).update(picture=picture)
    assert not release_file(system, picture)
    assert not erase_file(system, picture)


def test_picture_goes_with_the_last_photo_that_it_was_made_of(store: Store, system: Actor) -> None:
    picture = keep(system, b"picture", "picture")
    one, two = keep(system, b"one"), keep(system, b"two")
    StoredFile.objects.exclude(pk=picture.pk).update(picture=picture)
    one.refresh_from_db()
    two.refresh_from_db()
    release_file(system, one)
    assert picture in StoredFile.objects.live()
    release_file(system, two)
    assert picture not in StoredFile.objects.live()


def test_upload_that_nobody_took_up_is_released_after_a_week(store: Store, system: Actor) -> None:
    keep(system)
    assert release_unclaimed_files(system, at=now() + timedelta(days=6)) == 0
    assert release_unclaimed_files(system, at=now() + timedelta(days=8)) == 1


def test_sweep_leaves_bytes_of_a_transaction_that_still_runs(store: Store, system: Actor) -> None:
    saved = storage.save(BytesIO(b"not yet a row"), max_bytes=100)
    assert sweep_store(now()) == 0
    assert record_file(system, saved=saved, name="a", kind="attachment").size == 13


def test_sweep_leaves_bytes_that_another_kind_names(store: Store, system: Actor) -> None:
    stored = keep(system)
    keep(system, kind="raw")
    erase_file(system, stored)
    assert sweep_store(now() + DAY) == 0
