"""The settings page of exports."""

from django.urls import path

from saath.exports.views import exporting

app_name = "exports"
urlpatterns = [
    path("settings/exports/", exporting.show_exports, name="all"),
    path("settings/exports/new/", exporting.run, name="run"),
    path("settings/exports/<uuid:public_id>/file/", exporting.fetch, name="fetch"),
    path("settings/exports/<uuid:public_id>/remove/", exporting.remove, name="remove"),
]
