"""What the pages of policies show, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saath.core.figures import figure
from saath.promises.models import Policy
from saath.promises.policies.content import hides
from saath.promises.policies.preview import DAYS, Kept, Preview
from saath.promises.policies.queries import Otherwise
from saath.promises.policies.words import sentence, times
from saath.promises.standards.changes import channel_label


@dataclass(frozen=True, slots=True)
class ShownPolicy:
    """A line of the list; `hidden_by` is the name of an earlier policy that takes all that this one could get."""

    policy: Policy
    sentence: str
    hidden_by: str


@dataclass(frozen=True, slots=True)
class ShownPreview:
    """A preview in sentences: how many, who has them today, who takes them before, and what would have been kept."""

    looked_at: str
    caught: str
    today: Sequence[str]
    before: Sequence[str]
    kept: Sequence[str]


def shown_policies(policies: Sequence[Policy]) -> list[ShownPolicy]:
    """Return the policies in their order, each in words."""
    shown = []
    for at, policy in enumerate(policies):
        earlier = (each for each in policies[:at] if each.is_active and hides(each, policy))
        hidden_by = next(earlier, None) if policy.is_active else None
        shown.append(ShownPolicy(policy, sentence(policy), hidden_by.name if hidden_by else ""))
    return shown


def shown_otherwise(found: Sequence[Otherwise]) -> list[tuple[str, str]]:
    """Return what holds on each channel where no policy fits, in words."""
    return [(channel_label(each.channel), times(each)) for each in found]


def shown_preview(found: Preview, policies: Sequence[Policy]) -> ShownPreview:
    """Return a preview in words."""
    names = {each.pk: each.name for each in policies}
    return ShownPreview(
        looked_at=_looked_at(found),
        caught=_("It would have caught %(n)s of them.") % {"n": figure(found.caught)},
        today=[_today(names.get(pk) if pk else None, n) for pk, n in found.caught_now.most_common()],
        before=[
            _("It would fit %(n)s more, but “%(name)s” comes before it.")
            % {"n": figure(n), "name": names.get(pk, "")}
            for pk, n in found.taken_before.most_common()
        ],
        kept=[_kept(name, each) for name, each in found.kept.items() if each.ended],
    )


def _looked_at(found: Preview) -> str:
    if found.is_more:
        return _(
            "Looked at: the newest %(n)s conversations of the last %(days)s days with something promised."
        ) % {"n": figure(found.looked_at), "days": figure(DAYS)}
    return ngettext(
        "Looked at: %(n)s conversation of the last %(days)s days with something promised.",
        "Looked at: %(n)s conversations of the last %(days)s days with something promised.",
        found.looked_at,
    ) % {"n": figure(found.looked_at), "days": figure(DAYS)}


def _today(name: str | None, n: int) -> str:
    if name is None:
        return _("Today no policy has %(n)s of these: they get what everybody is promised.") % {
            "n": figure(n)
        }
    return _("Today “%(name)s” has %(n)s of these.") % {"name": name, "n": figure(n)}


def _kept(name: str, kept: Kept) -> str:
    said = {
        "first_answer_seconds": _(
            "First answers: %(would)s of %(ended)s would have been in time; by what was promised then, %(were)s were."
        ),
        "next_answer_seconds": _(
            "Next answers: %(would)s of %(ended)s would have been in time; by what was promised then, %(were)s were."
        ),
        "solution_seconds": _(
            "Solved: %(would)s of %(ended)s would have been in time; by what was promised then, %(were)s were."
        ),
    }
    return said[name] % {
        "would": figure(kept.would_be),
        "ended": figure(kept.ended),
        "were": figure(kept.were),
    }
