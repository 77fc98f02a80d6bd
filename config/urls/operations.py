"""URLs for the machine that watches over Saath: alive, ready, figures; on every host."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
