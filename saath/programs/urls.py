"""The settings of programs."""

from django.urls import path

from saath.programs.views import everybodys, own

app_name = "programs"
HERE = "settings/programs/"

urlpatterns = [
    path(HERE, own.show_own, name="mine"),
    path(f"{HERE}new/", own.make, name="make"),
    path(f"{HERE}all/", everybodys.show_all, name="all"),
    path(f"{HERE}tokens/<uuid:public_id>/end/", own.end, name="end"),
]
