from saath.accounts.models.audit_entry import AuditEntry, AuditKind
from saath.accounts.models.person import AddressForm, Person, Theme

__all__ = ["AddressForm", "AuditEntry", "AuditKind", "Person", "Theme"]
