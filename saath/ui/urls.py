"""Addresses of the look itself: shop colour, language switch, the page for no connection, style guide."""

from __future__ import annotations

from django.conf import settings
from django.urls import path
from django.views.i18n import set_language

from saath.ui.installing import manifest
from saath.ui.views import offline, offline_worker, shop_colour, style_guide

app_name = "ui"
urlpatterns = [
    path("ui/colour/<str:colour>.css", shop_colour, name="shop_colour"),
    path("ui/language", set_language, name="set_language"),
    path("ui/manifest.webmanifest", manifest, name="manifest"),
    path("ui/offline", offline, name="offline"),
    path("ui/offline-worker.js", offline_worker, name="offline_worker"),
]
if settings.DEBUG:
    urlpatterns.append(path("ui/", style_guide, name="style_guide"))
