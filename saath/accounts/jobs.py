"""Mails that go out by a job: asking for one takes equally long whoever the address belongs to."""

from allauth.account.forms import default_token_generator
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.http import int_to_base36
from django.utils.translation import gettext as _
from django_tasks import task

from saath.accounts.letters import Letter, send_letter
from saath.accounts.models import AuditKind, Person
from saath.jobs import enqueue


def ask_for_reset(request: HttpRequest, person: Person | None) -> None:
    """Queue the mail with the link for a new password; for nobody a job that does nothing."""
    enqueue(mail_reset_link, person.pk if person else 0, request.build_absolute_uri("/"))


@task()
def mail_reset_link(person_id: int, origin: str) -> None:
    """Send somebody the link with which they choose a new password."""
    person = Person.objects.filter(pk=person_id, is_active=True).first()
    if person is None:
        return
    key = {"uidb36": int_to_base36(person.pk), "key": default_token_generator.make_token(person)}
    path = reverse("account_reset_password_from_key", kwargs=key, urlconf="config.urls.staff")
    with translation.override(person.language):
        send_letter(
            Letter(
                to=person.email,
                subject=_("Your link for a new password"),
                paragraphs=[
                    _("Hello %(name)s,") % {"name": person.first_name},
                    _("With this link you choose a new password for Saath. It works once, for three days."),
                ],
                link=origin.rstrip("/") + path,
                link_label=_("Choose a new password"),
                closing=_(
                    "You did not ask for it? Then there is nothing to do: your password stays as it is."
                ),
            )
        )


@task()
def mail_security_notice(person_id: int, kind: str, origin: str) -> None:
    """Tell somebody that their way in has changed, so that a stranger's change does not stay unseen."""
    person = Person.objects.filter(pk=person_id, is_active=True).first()
    if person is None:
        return
    with translation.override(person.language):
        what = AuditKind(kind).label
        send_letter(
            Letter(
                to=person.email,
                subject=_("Your sign-in has changed: %(what)s") % {"what": what},
                paragraphs=[
                    _("Hello %(name)s,") % {"name": person.first_name},
                    _("Something about how you sign in to Saath has just changed: %(what)s.")
                    % {"what": what},
                ],
                link=origin.rstrip("/") + reverse("you", urlconf="config.urls.staff"),
                link_label=_("Look at your settings"),
                closing=_("That was not you? Choose a new password at once and tell the owner of your shop."),
            )
        )
