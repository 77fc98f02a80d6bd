"""Addresses of saved replies."""

from django.urls import path

from saath.writing.views import editing, exchange, listing

app_name = "writing"

urlpatterns = [
    path("answers/", listing.show_answers, name="answers"),
    path("answers/new/", editing.add, name="add"),
    path("answers/import/", exchange.bring_in, name="import"),
    path("answers/answers.csv", exchange.export, name="export"),
    path("answers/<uuid:saved>/", editing.edit, name="edit"),
    path("answers/<uuid:saved>/remove/", editing.remove, name="remove"),
    path("answers/<uuid:saved>/restore/", editing.restore, name="restore"),
]
