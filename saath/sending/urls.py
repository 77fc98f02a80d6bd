"""The settings of sending."""

from django.urls import path

from saath.sending.views import adding, domains, ways

app_name = "sending"
urlpatterns = [
    path("settings/sending/", ways.show_all, name="all"),
    path("settings/sending/<uuid:public_id>/server/", adding.add_server, name="add_server"),
    path("settings/sending/<uuid:public_id>/mailgun/", adding.add_mailgun, name="add_mailgun"),
    path("settings/sending/<uuid:public_id>/brevo/", adding.add_brevo, name="add_brevo"),
    path(
        "settings/sending/<uuid:public_id>/sign-in/<uuid:mailbox_id>/", adding.add_consent, name="add_consent"
    ),
    path("settings/sending/<uuid:public_id>/installation/", ways.use_installation, name="use_installation"),
    path("settings/sending/ways/<uuid:public_id>/try/", ways.try_again, name="try"),
    path("settings/sending/ways/<uuid:public_id>/use/", ways.use, name="use"),
    path("settings/sending/ways/<uuid:public_id>/secret/", ways.enter_secret, name="secret"),
    path("settings/sending/ways/<uuid:public_id>/place/", adding.change_place, name="place"),
    path("settings/sending/ways/<uuid:public_id>/remove/", ways.remove, name="remove"),
    path("settings/mail-domain/", domains.show, name="domains"),
    path("settings/mail-domain/tags/<uuid:public_id>/", domains.test_plus, name="test_plus"),
    path("settings/mail-domain/<str:name>/", domains.show, name="domain"),
    path("settings/mail-domain/<str:name>/check/", domains.check, name="check"),
    path("settings/mail-domain/<str:name>/key/", domains.make_key, name="make_key"),
]
