"""The settings of programs, and the doors at which apps ask."""

from django.urls import path

from saath.programs.views import apps, consent, doors, everybodys, own

app_name = "programs"
HERE = "settings/programs/"

urlpatterns = [
    path(HERE, own.show_own, name="mine"),
    path(f"{HERE}new/", own.make, name="make"),
    path(f"{HERE}all/", everybodys.show_all, name="all"),
    path(f"{HERE}tokens/<uuid:public_id>/end/", own.end, name="end"),
    path(f"{HERE}let-in/<uuid:public_id>/end/", own.shut_out, name="shut_out"),
    path(f"{HERE}apps/", apps.show_apps, name="apps"),
    path(f"{HERE}apps/new/", apps.register, name="register"),
    path(f"{HERE}apps/<uuid:public_id>/", apps.edit, name="app"),
    path(f"{HERE}apps/<uuid:public_id>/secret/", apps.renew, name="renew"),
    path(f"{HERE}apps/<uuid:public_id>/remove/", apps.remove, name="remove"),
    path("oauth/authorize", consent.authorize, name="authorize"),
    path("oauth/token", doors.token, name="token"),
    path("oauth/revoke", doors.revoke, name="revoke"),
    path("oauth/introspect", doors.introspect, name="introspect"),
    path(".well-known/oauth-authorization-server", doors.metadata, name="metadata"),
]
