from saath.accounts.models.audit_entry import AuditEntry, AuditKind
from saath.accounts.models.person import AddressForm, Language, Person, Theme

__all__ = ["AddressForm", "AuditEntry", "AuditKind", "Language", "Person", "Theme"]
