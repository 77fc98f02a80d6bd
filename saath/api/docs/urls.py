"""Addresses of the documentation, below /docs/api/ of the staff host."""

from __future__ import annotations

from django.urls import path

from saath.api.docs import views

app_name = "api_docs"

urlpatterns = [
    path("", views.first, name="first"),
    path("guides/<slug:slug>/", views.show_guide, name="guide"),
    path("reference/<slug:slug>/", views.show_resource, name="resource"),
]
