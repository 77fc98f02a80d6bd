"""The settings page of exports."""

from django.urls import path

from saath.exports.views import bringing, exporting

app_name = "exports"
urlpatterns = [
    path("settings/exports/", exporting.show_exports, name="all"),
    path("settings/exports/new/", exporting.run, name="run"),
    path("settings/exports/<uuid:public_id>/file/", exporting.fetch, name="fetch"),
    path("settings/exports/<uuid:public_id>/remove/", exporting.remove, name="remove"),
    path("settings/exports/in/", bringing.choose, name="choose"),
    path("settings/exports/in/<uuid:public_id>/", bringing.show, name="import"),
    path("settings/exports/in/<uuid:public_id>/go/", bringing.go, name="bring"),
    path("settings/exports/in/<uuid:public_id>/drop/", bringing.drop, name="drop"),
]
