"""The texts by which Saath speaks by itself."""

from django.urls import path

from saath.promises.wording.views import texts

app_name = "own_texts"
urlpatterns = [
    path("settings/own-words/texts/", texts.show_all, name="all"),
    path("settings/own-words/texts/<slug:name>/", texts.show, name="one"),
    path("settings/own-words/texts/<slug:name>/save/", texts.save, name="save"),
]
