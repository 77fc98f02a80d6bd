"""The pages of moving in."""

from django.urls import path

from saath.imports.views import moving

app_name = "imports"
urlpatterns = [
    path("settings/move/", moving.choose_file, name="all"),
    path("settings/move/<uuid:public_id>/", moving.show_file, name="one"),
    path("settings/move/<uuid:public_id>/check/", moving.check_file, name="check"),
    path("settings/move/<uuid:public_id>/in/", moving.bring_file, name="bring"),
    path("settings/move/<uuid:public_id>/pause/", moving.pause_file, name="pause"),
    path("settings/move/<uuid:public_id>/resume/", moving.resume_file, name="resume"),
    path("settings/move/<uuid:public_id>/report/", moving.download_report, name="report"),
]
