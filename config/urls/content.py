"""URLs of the content host."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from saath.demo.views import mailbox
from saath.desk.views.body import framed
from saath.ui.errors import bad_request, page_not_found, permission_denied, server_error

urlpatterns: list[URLPattern | URLResolver] = [
    path("f/", include("saath.files.urls")),
    path("m/<str:token>/", framed, name="original"),
    path("mailbox/<str:token>/", mailbox.framed, name="mailbox_original"),
]

handler400 = bad_request
handler403 = permission_denied
handler404 = page_not_found
handler500 = server_error
