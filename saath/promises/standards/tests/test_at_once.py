"""Two owners at once: one version is published, one draft begun, and whoever comes second is told so."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from saath.accounts.models import AuditEntry
from saath.core.errors import Conflict, NotFound
from saath.promises.models import Standard
from saath.promises.standards.actions import begin_draft, discard_draft, publish_standard
from saath.promises.standards.queries import published_versions
from saath.promises.standards.tests.builders import publish, publish_again
from saath.stores.models import Member
from saath.stores.rules import Role
from saath.stores.tests.builders import Shop, actor_with, browser_of, make_colleague, make_shop
from saath.tenancy.scope import store_scope
from saath.timeline.models import Event

pytestmark = pytest.mark.django_db(transaction=True)
OWNERS = 4


@pytest.fixture
def shop() -> Shop:
    return make_shop()


@pytest.fixture
def owners(shop: Shop) -> list[Member]:
    return [make_colleague(shop, f"owner{number}@paanch.test", Role.OWNER) for number in range(OWNERS)]


def at_once(shop: Shop, owners: list[Member], does: Callable[[Member], object]) -> list[str]:
    """Let all do the same in the same moment, and return what became of each: "done", or the error's name."""
    start = Barrier(OWNERS)

    def go(member: Member) -> str:
        try:
            with store_scope(shop.store.pk):
                start.wait(30)
                does(member)
        except (Conflict, NotFound) as error:
            return type(error).__name__
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(OWNERS) as threads:
        return sorted(threads.map(go, owners))


def test_a_draft_that_several_publish_at_once_is_published_once(shop: Shop, owners: list[Member]) -> None:
    with store_scope(shop.store.pk):
        draft = begin_draft(actor_with(owners[0]))
    said = at_once(shop, owners, lambda who: publish_standard(actor_with(who), draft, version=draft.version))
    assert said == ["NotFound"] * (OWNERS - 1) + ["done"]
    with store_scope(shop.store.pk):
        assert [each.number for each in published_versions()] == [1]
        assert Event.objects.filter(kind="standard.published").count() == 1
    told = AuditEntry.objects.filter(store_id=shop.store.pk, kind="settings_changed")
    assert sum("standard published" in str(each.detail) for each in told) == 1


def test_what_one_publishes_and_another_discards_is_one_of_both(shop: Shop, owners: list[Member]) -> None:
    with store_scope(shop.store.pk):
        draft = begin_draft(actor_with(owners[0]))

    def deed(who: Member) -> None:
        if who in owners[:2]:
            publish_standard(actor_with(who), draft, version=draft.version)
        else:
            discard_draft(actor_with(who), draft, version=draft.version)

    assert at_once(shop, owners, deed).count("done") == 1
    with store_scope(shop.store.pk):
        kinds = Event.objects.filter(kind__in=("standard.published", "standard.discarded"))
        assert kinds.count() == 1
        assert Standard.objects.count() == published_versions().count() <= 1


def test_several_who_begin_the_next_version_begin_one(shop: Shop, owners: list[Member]) -> None:
    with store_scope(shop.store.pk):
        publish(actor_with(owners[0]))
    said = at_once(shop, owners, lambda who: begin_draft(actor_with(who)))
    assert said == ["Conflict"] * (OWNERS - 1) + ["done"]
    with store_scope(shop.store.pk):
        assert Standard.objects.filter(state="draft").count() == 1
        assert Event.objects.filter(kind="standard.begun").count() == 2


def test_who_comes_second_is_told_in_words_and_sees_what_is_in_force(
    shop: Shop, owners: list[Member]
) -> None:
    with store_scope(shop.store.pk):
        publish(actor_with(owners[0]))
        publish_again(actor_with(owners[0]), title="We are here")
    for name in ("publish", "discard"):
        page = browser_of(owners[1], shop).post(
            f"/settings/standards/draft/{name}/", {"version": "1"}, follow=True
        )
        assert "has published or discarded this draft meanwhile" in page.content.decode()
