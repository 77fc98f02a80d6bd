"""The team and the settings of a shop."""

from django.urls import path

from saath.accounts.access import for_anyone
from saath.stores.views import audit, away, hours, joining, shop, team

app_name = "stores"
urlpatterns = [
    path("join/<str:secret>/", for_anyone(joining.join), name="join"),
    path("settings/audit/", audit.show_audit, name="audit"),
    path("settings/away/", away.show_away, name="away"),
    path("settings/away/back/", away.be_back, name="be_back"),
    path("settings/away/chats/", away.save_chats, name="save_chats"),
    path("settings/team/", team.show_team, name="team"),
    path("settings/team/invite/", team.invite, name="invite"),
    path("settings/team/invitations/<uuid:public_id>/again/", team.resend, name="resend"),
    path("settings/team/invitations/<uuid:public_id>/withdraw/", team.withdraw, name="withdraw"),
    path("settings/team/<uuid:public_id>/", team.show_member, name="member"),
    path("settings/team/<uuid:public_id>/role/", team.change, name="change_role"),
    path("settings/team/<uuid:public_id>/revoke/", team.revoke, name="revoke"),
    path("settings/shop/", shop.show_shop, name="shop"),
    path("settings/shop/name/", shop.save_shop, name="save_shop"),
    path("settings/shop/promise/", shop.save_promise, name="save_promise"),
    path("settings/shop/acknowledgement/", shop.save_acknowledgement, name="save_acknowledgement"),
    path("settings/shop/after-solving/", shop.save_after_solving, name="save_after_solving"),
    path("settings/hours/", hours.show_hours, name="hours"),
    path("settings/hours/week/", hours.save_week, name="save_week"),
    path("settings/hours/days/", hours.save_special_day, name="save_special_day"),
    path("settings/hours/days/<uuid:public_id>/remove/", hours.drop_special_day, name="drop_special_day"),
    path("settings/hours/holidays/", hours.close_on, name="close_on"),
    path("settings/hours/holidays/<uuid:public_id>/remove/", hours.open_on, name="open_on"),
    path("settings/hours/state/", hours.save_state, name="save_state"),
    path("settings/hours/zone/", hours.save_zone, name="save_zone"),
]
