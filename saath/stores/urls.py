"""The team and the settings of a shop."""

from django.urls import path

from saath.accounts.access import for_anyone
from saath.stores.views import joining, team

app_name = "stores"
urlpatterns = [
    path("join/<str:secret>/", for_anyone(joining.join), name="join"),
    path("settings/team/", team.show_team, name="team"),
    path("settings/team/invite/", team.invite, name="invite"),
    path("settings/team/invitations/<uuid:public_id>/again/", team.resend, name="resend"),
    path("settings/team/invitations/<uuid:public_id>/withdraw/", team.withdraw, name="withdraw"),
    path("settings/team/<uuid:public_id>/", team.show_member, name="member"),
    path("settings/team/<uuid:public_id>/role/", team.change, name="change_role"),
    path("settings/team/<uuid:public_id>/revoke/", team.revoke, name="revoke"),
]
