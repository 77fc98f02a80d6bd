"""Addresses of the API, below /api/v1/."""

from __future__ import annotations

from django.urls import path

from saath.api.service import api
from saath.api.views import show_problem, show_schema

app_name = "api"

urlpatterns = [
    path("openapi.json", show_schema, name="schema"),
    *api.urls[0],
    path("problems/<slug:name>", show_problem),
]
