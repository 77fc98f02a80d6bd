"""Where what is kept for a short time lies: in the database, or in Redis where `REDIS_URL` names one."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

from django.core.exceptions import ImproperlyConfigured

IN_DATABASE = {
    "BACKEND": "django.core.cache.backends.db.DatabaseCache",
    "LOCATION": "saath_cache",
    # Rate limits are counted here: Django's default of 300 entries would forget them.
    "OPTIONS": {"MAX_ENTRIES": 100_000},
}


def cache(redis_url: str) -> dict[str, Any]:
    """Return Django's settings of the cache. Raises ImproperlyConfigured where the client of Redis is not installed."""
    if not redis_url:
        return IN_DATABASE
    if find_spec("redis") is None:
        raise ImproperlyConfigured(
            "REDIS_URL needs a package that is not installed: .venv/bin/uv pip install redis"
        )
    return {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": redis_url}
