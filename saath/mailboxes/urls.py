"""The settings of mailboxes."""

from django.urls import path

from saath.mailboxes.views import adding, consent, listing, one

app_name = "mailboxes"
urlpatterns = [
    path("settings/mailboxes/", listing.show_mailboxes, name="all"),
    path("settings/mailboxes/new/", adding.choose_provider, name="choose_provider"),
    path("settings/mailboxes/new/<slug:provider>/", adding.add, name="add"),
    path("settings/mailboxes/consent/", consent.come_back, name="consent"),
    path("settings/mailboxes/<uuid:public_id>/", one.show_one, name="one"),
    path("settings/mailboxes/<uuid:public_id>/sign-in/", consent.ask, name="ask_consent"),
    path("settings/mailboxes/<uuid:public_id>/choose/", one.choose, name="choose"),
    path("settings/mailboxes/<uuid:public_id>/again/", one.look_again, name="scan_again"),
    path("settings/mailboxes/<uuid:public_id>/try/", one.visit_now, name="try_again"),
    path("settings/mailboxes/<uuid:public_id>/sent/", one.count_sent, name="read_sent"),
    path("settings/mailboxes/<uuid:public_id>/password/", one.enter_password, name="password"),
    path("settings/mailboxes/<uuid:public_id>/place/", one.enter_place, name="place"),
    path("settings/mailboxes/<uuid:public_id>/pause/", one.pause, name="pause"),
    path("settings/mailboxes/<uuid:public_id>/resume/", one.resume, name="resume"),
    path("settings/mailboxes/<uuid:public_id>/remove/", one.remove, name="remove"),
]
