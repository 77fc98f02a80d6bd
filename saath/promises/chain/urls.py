"""The settings of whom the shop asks as the time of a promise runs out."""

from django.urls import path

from saath.promises.chain.views import chain

app_name = "chain"
urlpatterns = [
    path("settings/chain/", chain.show, name="chain"),
    path("settings/chain/save/", chain.save, name="save"),
    path("settings/chain/reset/", chain.reset, name="reset"),
]
