"""Who made a token hears in time that it ends."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client

from saath.core import clock
from saath.core.clock import now
from saath.jobs.models import Job
from saath.programs.actions.admissions import end_admission
from saath.programs.actions.tokens import revoke_token
from saath.programs.actions.warning import warn_of_ends
from saath.programs.jobs import mail_end_of_admission, mail_end_of_token
from saath.programs.models import Admission
from saath.programs.tests.apps import TestApp
from saath.programs.tests.builders import make_token
from saath.stores.models import Member
from saath.stores.tests.builders import TEST, Shop, actor_with
from saath.timeline.models import Event

pytestmark = pytest.mark.django_db


def test_seven_days_before_a_token_ends_its_maker_is_told_once(meera: Member, in_store: None) -> None:
    make_token(meera, days=30)
    with clock.at(now() + timedelta(days=22, hours=23)):
        assert warn_of_ends(TEST) == 0
    with clock.at(now() + timedelta(days=23, hours=1)):
        assert warn_of_ends(TEST) == 1
        assert warn_of_ends(TEST) == 0
    assert Job.objects.filter(task__endswith="mail_end_of_token").count() == 1


def test_one_that_was_made_for_a_few_days_ends_unannounced(meera: Member, in_store: None) -> None:
    make_token(meera, days=5)
    assert warn_of_ends(TEST) == 0


def test_the_mail_says_which_and_when_in_the_language_of_its_reader(
    shop: Shop, meera: Member, in_store: None
) -> None:
    meera.person.language = "hi"
    meera.person.save()
    make_token(meera)
    mail_end_of_token.call(warning())
    (sent,) = mail.outbox
    assert sent.to == ["meera@example.com"]
    assert "Night report" in sent.subject
    assert f"//{shop.host}/settings/programs/" in sent.body


def test_nobody_is_told_of_what_has_ended(meera: Member, in_store: None) -> None:
    token = make_token(meera).token
    event = warning()
    revoke_token(actor_with(meera), token)
    mail_end_of_token.call(event)
    assert mail.outbox == []


def warning() -> int:
    """Let the day of the warning come, and return its event."""
    with clock.at(now() + timedelta(days=24)):
        warn_of_ends(TEST)
    return Event.objects.get(kind="token.ending").pk


@pytest.mark.urls("config.urls.staff")
def test_who_let_an_app_in_is_told_before_it_is_out(
    app: TestApp, colleague: Client, meera: Member, in_store: None
) -> None:
    app.exchange(app.code(colleague, lasts="30"))
    app.code(colleague, lasts="30")  # which the app never comes for: nothing ends with it
    with clock.at(now() + timedelta(days=24)):
        assert warn_of_ends(TEST) == 1
        assert warn_of_ends(TEST) == 0
    event = Event.objects.get(kind="app.ending").pk
    mail_end_of_admission.call(event)
    (sent,) = mail.outbox
    assert sent.to == [meera.person.email]
    assert "Tally sync" in sent.subject
    end_admission(actor_with(meera), Admission.objects.earliest("pk"))
    mail_end_of_admission.call(event)
    assert len(mail.outbox) == 1
