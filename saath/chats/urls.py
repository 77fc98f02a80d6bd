"""Addresses of the chat's settings, on the staff host."""

from __future__ import annotations

from django.urls import path

from saath.chats.views import openers, secret, settings

app_name = "chats"

urlpatterns = [
    path("settings/chat/", settings.show, name="settings"),
    path("settings/chat/sites/", settings.save_sites, name="save_sites"),
    path("settings/chat/look/", settings.save_look, name="save_look"),
    path("settings/chat/secret/", secret.renew, name="renew_secret"),
    path("settings/chat/messages/", openers.show, name="openers"),
    path("settings/chat/messages/new/", openers.add, name="add_opener"),
    path("settings/chat/messages/<uuid:opener>/", openers.save, name="save_opener"),
    path("settings/chat/messages/<uuid:opener>/remove/", openers.remove, name="remove_opener"),
    path("settings/chat/limits/", settings.save_limits, name="save_limits"),
]
