"""Fixtures that every test may ask for. What must happen before the settings are read is in `tests/plugin.py`."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.test import override_settings
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as examples
from playwright.sync_api import expect
from pytest_django.plugin import DjangoDbBlocker

from saath.channels.email.mailbox_out import mailbox_folder
from saath.core import ratelimit
from saath.tenancy import middleware
from saath.ui import origins
from tests.databases import fresh_test_database
from tests.left_out import left_out

LOOK_MILLISECONDS = 30_000
# How long an example takes says more of the machine than of what is tested: where time matters, a test measures it.
examples.register_profile(
    "any machine", examples.default, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
examples.load_profile("any machine")


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Make the database as an installation does: the owner's role migrates, the application's role works."""
    with django_db_blocker.unblock(), fresh_test_database():
        yield


@pytest.fixture(scope="session", autouse=True)
def plain_static_files(django_test_environment: None) -> Iterator[None]:
    """Name static files as they are: the hashed names exist only after they were collected."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(STORAGES={**settings.STORAGES, "staticfiles": plain}):
        yield


@pytest.fixture(scope="session", autouse=True)
def cheap_passwords() -> Iterator[None]:
    """Hash passwords in no time: what takes a guesser long would take nearly every test as long."""
    with pytest.MonkeyPatch.context() as patch:
        for cost, least in {"time_cost": 1, "memory_cost": 8, "parallelism": 1}.items():
            patch.setattr(Argon2PasswordHasher, cost, least)
        yield


@pytest.fixture(scope="session", autouse=True)
def no_waiting_for_the_disk() -> Iterator[None]:
    """Let files be written without waiting until they lie on the disk: no test takes the machine's power away."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda file: None)
        yield


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Start every test in English, whatever language the one before it spoke."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture(autouse=True)
def hosts_are_known_for_a_whole_test(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no count of statements depend on when the seconds are over for which hosts are remembered."""
    for module in (middleware, origins):
        monkeypatch.setattr(module, "REMEMBER_SECONDS", 3600.0)
    origins._known.clear()


@pytest.fixture(autouse=True)
def nobody_has_asked_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no test be refused for what the ones before it asked in the same minute, of a shop with the same number."""
    monkeypatch.setattr(ratelimit, "_memory", ratelimit.MemoryCounters())


@pytest.fixture(autouse=True)
def mailbox_is_empty() -> None:
    """Let every test find only the mails that left in it, in the data folder of its worker."""
    for path in mailbox_folder(Path(os.environ["SAATH_DATA"])).glob("*.eml"):
        path.unlink()


@pytest.fixture(scope="session")
def chromium() -> str:
    """Return the path of Chromium; without one the test is left out (a failure in CI).

    What a test looks for there may come late, where the machine does much else.
    """
    expect.set_options(timeout=LOOK_MILLISECONDS)
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    return path or left_out("no Chromium: apt-get install chromium fonts-noto-core")
