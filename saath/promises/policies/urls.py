"""The settings of policies."""

from django.urls import path

from saath.promises.policies.views import editing, listing

app_name = "policies"
urlpatterns = [
    path("settings/policies/", listing.show_policies, name="all"),
    path("settings/policies/new/", editing.add, name="add"),
    path("settings/policies/<uuid:public_id>/", editing.edit, name="edit"),
    path("settings/policies/<uuid:public_id>/move/", listing.move, name="move"),
    path("settings/policies/<uuid:public_id>/switch/", listing.switch, name="switch"),
    path("settings/policies/<uuid:public_id>/remove/", listing.remove, name="remove"),
    path("settings/policies/<uuid:public_id>/restore/", listing.restore, name="restore"),
]
