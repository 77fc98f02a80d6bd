"""URLs of the shopper host."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from saath.ui.errors import bad_request, page_not_found, permission_denied, server_error

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("saath.ui.urls")),
    path("", include("saath.portal.urls")),
    path("", include("saath.chat_widget.urls")),
    path("", include("saath.orders.hooks.urls")),
    path("", include("saath.demo.shop_urls")),
]

handler400 = bad_request
handler403 = permission_denied
handler404 = page_not_found
handler500 = server_error
