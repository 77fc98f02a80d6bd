"""The settings of checklists."""

from django.urls import path

from saath.checklists.views import editing, listing

app_name = "checklists"
urlpatterns = [
    path("settings/checklists/", listing.show_checklists, name="all"),
    path("settings/checklists/new/", editing.add, name="add"),
    path("settings/checklists/<uuid:public_id>/", editing.edit, name="edit"),
    path("settings/checklists/<uuid:public_id>/move/", listing.move, name="move"),
    path("settings/checklists/<uuid:public_id>/remove/", listing.remove, name="remove"),
    path("settings/checklists/<uuid:public_id>/restore/", listing.restore, name="restore"),
]
