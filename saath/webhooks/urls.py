"""The settings of webhooks."""

from django.urls import path

from saath.webhooks.views import adding, deliveries, listing, one

app_name = "webhooks"
HERE = "settings/webhooks/<uuid:public_id>/"

urlpatterns = [
    path("settings/webhooks/", listing.show_webhooks, name="all"),
    path("settings/webhooks/new/", adding.add, name="add"),
    path(HERE, one.show_one, name="one"),
    path(f"{HERE}edit/", adding.edit, name="edit"),
    path(f"{HERE}test/", one.test, name="test"),
    path(f"{HERE}pause/", one.pause, name="pause"),
    path(f"{HERE}resume/", one.resume, name="resume"),
    path(f"{HERE}secret/", one.rotate, name="rotate"),
    path(f"{HERE}replay/", one.replay, name="replay"),
    path(f"{HERE}remove/", one.remove, name="remove"),
    path(f"{HERE}sent/", deliveries.show_deliveries, name="deliveries"),
    path(f"{HERE}sent/<uuid:sent>/", deliveries.show_one, name="delivery"),
    path(f"{HERE}sent/<uuid:sent>/again/", deliveries.again, name="again"),
]
