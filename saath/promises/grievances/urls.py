"""The settings of grievances."""

from __future__ import annotations

from django.urls import path

from saath.promises.grievances.views import settings

app_name = "grievances"

urlpatterns = [
    path("settings/grievances/", settings.show, name="settings"),
    path("settings/grievances/details/", settings.save, name="save"),
    path("settings/grievances/officer/", settings.appoint, name="appoint"),
    path("settings/grievances/shown/", settings.switch, name="switch"),
]
