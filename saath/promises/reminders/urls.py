"""The settings of what Saath says by itself."""

from django.urls import path

from saath.promises.reminders.views import deciding, said

app_name = "own_words"
urlpatterns = [
    path("settings/own-words/", deciding.show, name="all"),
    path("settings/own-words/<str:kind>/save/", deciding.save, name="save"),
    path("own-words/<uuid:public_id>/", said.show, name="one"),
    path("own-words/<uuid:public_id>/undo/", said.undo, name="undo"),
]
