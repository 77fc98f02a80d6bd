"""URLs of an installation that has no shop yet."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("saath.ui.urls")),
    path("", include("saath.stores.setup_urls")),
]
