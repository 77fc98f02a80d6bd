"""The first set-up, on whatever host is called while there is no shop."""

from django.urls import path

from saath.stores.views import setup

app_name = "setup"
urlpatterns = [
    path("", setup.ask_for_link, name="ask_for_link"),
    path("setup/shop/", setup.ask_shop, name="shop"),
    path("setup/channels/", setup.ask_channels, name="channels"),
    path("setup/promise/", setup.ask_promise, name="promise"),
    path("setup/people/", setup.ask_people, name="people"),
    path("setup/<str:token>/", setup.enter, name="enter"),
]
