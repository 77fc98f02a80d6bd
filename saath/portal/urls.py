"""Addresses of the pages for customers."""

from __future__ import annotations

from django.urls import path

from saath.portal.views import is_sorted

app_name = "portal"

urlpatterns = [
    path("sorted/<str:sealed>/", is_sorted.is_sorted, name="sorted"),
]
