"""Addresses of the pages for customers."""

from __future__ import annotations

from django.urls import path

from saath.portal.views import asked, is_sorted

app_name = "portal"

urlpatterns = [
    path("asked/<str:sealed>/", asked.asked, name="asked"),
    path("sorted/<str:sealed>/", is_sorted.is_sorted, name="sorted"),
]
