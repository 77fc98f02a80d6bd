"""Addresses of what colleagues hear of."""

from django.urls import path

from saath.team.views import notifications

app_name = "team"

urlpatterns = [
    path("settings/notifications/", notifications.notifications, name="notifications"),
    path("settings/notifications/devices/", notifications.listen, name="listen"),
    path("settings/notifications/devices/<uuid:device>/stop/", notifications.stop, name="stop"),
]
