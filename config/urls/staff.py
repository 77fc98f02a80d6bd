"""URLs of the staff host."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("saath.ui.urls")),
    path("", include("saath.accounts.urls")),
    path("", include("saath.stores.urls")),
    path("", include("saath.desk.urls")),
]
