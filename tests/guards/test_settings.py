"""What must hold wherever Saath runs: cookies, passwords, headers, hosts."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.test import Client

from tests.guards.shop import PURPOSES, open_shop
from tests.guards.source import ROOT
from tests.guards.verdict import verdict

REQUIRED: dict[str, object] = {
    "DEBUG": False,
    "SESSION_COOKIE_HTTPONLY": True,
    "CSRF_COOKIE_HTTPONLY": True,
    "SESSION_COOKIE_SAMESITE": "Lax",
    "CSRF_COOKIE_SAMESITE": "Lax",
    "SESSION_COOKIE_DOMAIN": None,
    "CSRF_COOKIE_DOMAIN": None,
    "USE_X_FORWARDED_HOST": False,
    "SECURE_PROXY_SSL_HEADER": None,
    "TRUSTED_PROXIES": [],
    "METRICS_ENABLED": False,
    "PASSWORD_HASHERS": ["django.contrib.auth.hashers.Argon2PasswordHasher"],
    "ACCOUNT_LOGOUT_ON_GET": False,
    "ACCOUNT_PREVENT_ENUMERATION": True,
}
FIRST, THEN = "saath.ui.security.SecurityHeadersMiddleware", "saath.tenancy.middleware.HostMiddleware"
HEADERS = (
    "Content-Security-Policy",
    "X-Content-Type-Options",
    "Referrer-Policy",
    "Cross-Origin-Opener-Policy",
)


def faults(values: object) -> list[str]:
    """Return every setting that is not what it must be."""
    return [name for name, wanted in REQUIRED.items() if getattr(values, name, None) != wanted]


def test_settings_are_safe() -> None:
    assert verdict(faults(settings)) == []


def test_headers_and_hosts_come_before_everything_that_answers() -> None:
    order = settings.MIDDLEWARE
    assert (
        order.index(FIRST)
        < order.index(THEN)
        < order.index("django.contrib.sessions.middleware.SessionMiddleware")
    )


def test_cookies_are_for_https_only_where_it_is_served() -> None:
    code = (
        "from django.conf import settings; print(settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE)"
    )
    environment = {**os.environ, "SAATH_HTTPS": "1", "DJANGO_SETTINGS_MODULE": "config.settings"}
    told = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, check=True, capture_output=True, text=True
    )
    assert told.stdout.split() == ["True", "True"]


def test_the_signing_key_is_made_for_each_installation() -> None:
    assert len(settings.SECRET_KEY) >= 50
    assert settings.SECRET_KEY not in (ROOT / "config" / "settings.py").read_text()


@pytest.mark.django_db
@pytest.mark.parametrize("purpose", PURPOSES)
def test_every_answer_carries_the_headers_of_its_host(purpose: str) -> None:
    open_shop("one")
    response = Client().get("/nowhere/", headers={"host": f"{purpose}.one.localhost"})
    assert [name for name in HEADERS if name not in response.headers] == []
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy or "default-src 'self'" in policy
    assert "script-src 'unsafe" not in policy


@pytest.mark.django_db
def test_an_unknown_host_is_refused() -> None:
    open_shop("one")
    assert Client().get("/", headers={"host": "evil.example"}).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("purpose", ["shopper", "content"])
def test_no_other_host_sets_the_cookie_of_the_staff(purpose: str) -> None:
    open_shop("one")
    response = Client().get("/", headers={"host": f"{purpose}.one.localhost"})
    assert settings.SESSION_COOKIE_NAME not in response.cookies


def test_catches_settings_that_are_not_safe() -> None:
    class Careless:
        """What somebody might set while looking for a fault."""

        DEBUG = True

    assert "DEBUG" in faults(Careless())
