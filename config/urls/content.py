"""URLs of the content host."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from saath.desk.views.body import framed

urlpatterns: list[URLPattern | URLResolver] = [
    path("f/", include("saath.files.urls")),
    path("m/<str:token>/", framed, name="original"),
]
