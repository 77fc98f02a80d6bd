"""The settings of fields."""

from django.urls import path

from saath.fields.views import editing, listing

app_name = "fields"
urlpatterns = [
    path("settings/fields/", listing.show_fields, name="all"),
    path("settings/fields/new/", editing.add, name="add"),
    path("settings/fields/<uuid:public_id>/", editing.edit, name="edit"),
    path("settings/fields/<uuid:public_id>/move/", listing.move, name="move"),
    path("settings/fields/<uuid:public_id>/hold/", listing.hold, name="hold"),
    path("settings/fields/<uuid:public_id>/resume/", listing.resume, name="resume"),
    path("settings/fields/<uuid:public_id>/remove/", listing.remove, name="remove"),
    path("settings/fields/<uuid:public_id>/restore/", listing.restore, name="restore"),
]
