"""Amends for missed promises."""

from django.urls import path

from saath.promises.amends.views import deciding

app_name = "amends"
urlpatterns = [
    path("settings/amends/", deciding.show, name="all"),
    path("settings/amends/save/", deciding.save, name="save"),
    path("settings/amends/codes/", deciding.save_codes, name="codes"),
    path("settings/amends/<uuid:public_id>/send/", deciding.settle, {"deed": "send"}, name="send"),
    path("settings/amends/<uuid:public_id>/drop/", deciding.settle, {"deed": "drop"}, name="drop"),
]
