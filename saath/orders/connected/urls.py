"""The settings of where orders come from."""

from django.urls import path

from saath.orders.connected.views import connecting, deliveries, listing, one

app_name = "connections"
HERE = "settings/connections/<uuid:public_id>/"

urlpatterns = [
    path("settings/connections/", listing.show_connections, name="all"),
    path("settings/connections/new/", connecting.choose, name="choose"),
    path("settings/connections/new/<slug:platform>/", connecting.connect, name="connect"),
    path(HERE, one.show_one, name="one"),
    path(f"{HERE}secret/", one.enter_secret, name="secret"),
    path(f"{HERE}secret/new/", one.renew_secret, name="renew"),
    path(f"{HERE}keys/", one.enter_credentials, name="credentials"),
    path(f"{HERE}history/", one.fetch_history, name="history"),
    path(f"{HERE}test/", one.test, name="test"),
    path(f"{HERE}end/", one.end, name="end"),
    path(f"{HERE}told/", deliveries.show_deliveries, name="deliveries"),
    path(f"{HERE}told/again/", deliveries.again_all, name="again_all"),
    path(f"{HERE}told/<uuid:told>/", deliveries.show_delivery, name="delivery"),
    path(f"{HERE}told/<uuid:told>/file/", deliveries.download, name="download"),
    path(f"{HERE}told/<uuid:told>/again/", deliveries.again, name="again"),
    path(f"{HERE}told/<uuid:told>/done/", deliveries.settle, name="settle"),
]
