"""What is kept for a short time lies in the database unless Redis is named, and can be had."""

from __future__ import annotations

from importlib.util import find_spec

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.caches import IN_DATABASE, cache


def test_without_redis_the_database_keeps_it() -> None:
    assert cache("") == IN_DATABASE


@pytest.mark.skipif(find_spec("redis") is not None, reason="the client of Redis is installed")
def test_redis_without_its_client_is_refused_at_the_start() -> None:
    with pytest.raises(ImproperlyConfigured, match="install redis"):
        cache("redis://127.0.0.1:6379/0")
