"""A store with its hosts, and a folder for its bytes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from saath.tenancy.actor import Actor
from saath.tenancy.models import Domain, Store
from saath.tenancy.scope import store_scope

CONTENT_HOST = "content.test"
DESK_HOST = "desk.test"


@pytest.fixture
def files_dir(tmp_path: Path, settings: Settings) -> Path:
    """An empty folder in which files are kept."""
    settings.FILES_DIR = tmp_path / "files"
    return tmp_path / "files"


@pytest.fixture
def store(db: None, files_dir: Path) -> Iterator[Store]:
    """A shop in whose scope the test runs."""
    shop = Store.objects.create(name="Paanch Takiye", slug="paanch-takiye")
    Domain.objects.create(store=shop, purpose="content", host=CONTENT_HOST)
    Domain.objects.create(store=shop, purpose="staff", host=DESK_HOST)
    with store_scope(shop.pk):
        yield shop


@pytest.fixture
def other_store(store: Store) -> Store:
    """A second shop on the same installation."""
    shop = Store.objects.create(name="Doosri Dukaan", slug="doosri-dukaan")
    Domain.objects.create(store=shop, purpose="content", host="other-content.test")
    return shop


@pytest.fixture
def system() -> Actor:
    """The system at work."""
    return Actor.system("test")
