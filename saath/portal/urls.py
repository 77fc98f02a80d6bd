"""Addresses of the pages for customers."""

from __future__ import annotations

from django.urls import path

from saath.portal.views import address, asked, is_sorted, offer

app_name = "portal"

urlpatterns = [
    path("chat/address/<str:sealed>/", address.address, name="address"),
    path("asked/<str:sealed>/", asked.asked, name="asked"),
    path("o/<str:token>/", offer.offer, name="offer"),
    path("sorted/<str:sealed>/", is_sorted.is_sorted, name="sorted"),
]
