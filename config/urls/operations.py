"""URLs for the machine that watches over Saath: alive, ready, figures; on every host."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from saath.operations import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.alive),
    path("readyz", health.ready),
    path("metrics", health.figures),
]
