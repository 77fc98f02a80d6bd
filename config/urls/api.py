"""URLs of the API: on the staff host, for programs with a token."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from saath.ui.errors import bad_request, page_not_found, permission_denied, server_error

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", include("saath.api.urls")),
]

handler400 = bad_request
handler403 = permission_denied
handler404 = page_not_found
handler500 = server_error
