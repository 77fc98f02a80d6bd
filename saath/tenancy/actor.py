"""Who does a thing. Every action and query asks its actor, and there always is one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from saath.core.errors import Forbidden
from saath.tenancy.scope import EVERY_STORE, scope_or_none

ActorKind = Literal["member", "customer", "outsider", "system"]


@dataclass(frozen=True, slots=True)
class Actor:
    """A member of the staff, a customer, somebody outside who is asked, or the system itself, with its verbs."""

    kind: ActorKind
    label: str
    store_id: int | None = None
    person_id: int | None = None
    member_id: int | None = None
    customer_id: int | None = None
    verbs: frozenset[str] = field(default_factory=frozenset)

    @classmethod
    def system(cls, why: str) -> Actor:
        """Return the actor of work that nobody asked for just now; `why` is kept with what it does."""
        if not why:
            raise ValueError("say why the system acts")
        return cls(kind="system", label=why)

    def may(self, verb: str) -> bool:
        """Tell whether the actor may do `verb` in the store of the running scope."""
        if self.kind == "system":
            return True
        return verb in self.verbs and scope_or_none() in (self.store_id, EVERY_STORE)

    def require(self, verb: str) -> None:
        """Raise `Forbidden` unless the actor may do `verb`."""
        if not self.may(verb):
            raise Forbidden()
