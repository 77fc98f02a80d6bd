"""A policy as a sentence, in the language in force."""

from __future__ import annotations

from django.utils.translation import gettext as _

from saath.conversations.models import Conversation
from saath.core.languages import CHOICES
from saath.promises.models import Policy
from saath.promises.policies.queries import Otherwise
from saath.promises.standards.changes import channel_label
from saath.promises.standards.words import length

LANGUAGES = dict(CHOICES)


def which(policy: Policy) -> str:
    """Return whom a policy is for: "WhatsApp · हिन्दी · Urgent · customers tagged “VIP”"."""
    said = []
    if policy.channel:
        said.append(channel_label(policy.channel))
    if policy.language:
        said.append(LANGUAGES.get(policy.language, policy.language))
    if policy.priority:
        said.append(str(Conversation.Priority(policy.priority).label))
    if policy.customer_tag is not None:
        said.append(_("customers tagged “%(name)s”") % {"name": policy.customer_tag.name})
    elif policy.needs_tag:
        said.append(_("customers with a tag that is gone: nobody"))
    return " · ".join(said) or _("Every conversation")


def times(policy: Policy | Otherwise) -> str:
    """Return within which times: "first answer within 5 minutes, solved within 8 hours"."""
    said = []
    if policy.first_answer_seconds is not None:
        said.append(_("first answer within %(time)s") % {"time": length(policy.first_answer_seconds)})
    if policy.next_answer_seconds is not None:
        said.append(_("next answers within %(time)s") % {"time": length(policy.next_answer_seconds)})
    if policy.solution_seconds is not None:
        said.append(_("solved within %(time)s") % {"time": length(policy.solution_seconds)})
    return ", ".join(said)


def sentence(policy: Policy) -> str:
    """Return all of a policy as one sentence."""
    return _("%(which)s: %(times)s, warning at %(percent)s %%") % {
        "which": which(policy),
        "times": times(policy),
        "percent": policy.warn_percent,
    }
