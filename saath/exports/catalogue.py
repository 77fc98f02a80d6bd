"""Every kind of thing in an export, each after those that it points to, and what stays out with its reason."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final
from zoneinfo import available_timezones

from django.db.models import Q

from saath.chats.models import (
    ChatPace,
    ChatSettings,
    Contact,
    Opener,
    OpenerAnswer,
    OpenerCount,
    StaffedSpell,
    Visitor,
)
from saath.checklists.models import Checklist
from saath.conversations.models import (
    Acknowledgement,
    Attachment,
    Called,
    ChannelAccount,
    ChecklistItem,
    Conversation,
    ConversationTag,
    Delivery,
    Handover,
    IntakeItem,
    Mention,
    Message,
    MessageKey,
    Outsider,
    Problem,
    PromisedUpdate,
    PutChecklist,
    Rating,
    Reading,
    SavedView,
    SenderRule,
    SideAnswer,
    SideQuestion,
    Solution,
    SpamMemory,
    Suppression,
    Switch,
    Tag,
)
from saath.conversations.models.field_value import ConversationValue
from saath.customers.models import (
    Consent,
    Customer,
    CustomerNote,
    CustomerTag,
    CustomerTagging,
    Identity,
    Suggestion,
)
from saath.exports.kinds import Kind, Points
from saath.exports.seats import seat
from saath.fields.models import CustomerValue, Field
from saath.files.models import StoredFile
from saath.orders.models import (
    ActLimit,
    CashRule,
    Connection,
    CourierFigures,
    CustomerFigures,
    DeliveryRule,
    Line,
    Offer,
    Order,
    OrderAct,
    Payment,
    PaymentAccount,
    Product,
    Refund,
    Return,
    Sale,
    Scan,
    Shipment,
    Variant,
)
from saath.promises.models import (
    Amends,
    AmendsCode,
    AmendsSettings,
    Chain,
    Clock,
    Grievance,
    GrievanceDecision,
    GrievanceOfficer,
    GrievanceSettings,
    KeptDay,
    OwnWord,
    OwnWordSettings,
    Policy,
    RoutingDecision,
    RoutingSettings,
    Standard,
    StandardReading,
    WorkProfile,
)
from saath.stores.models import ChannelHours, CustomerText, Holiday, Member, SpecialDay, StoreSettings
from saath.team.models import Hearing
from saath.tenancy.models import Store
from saath.timeline.models import Event
from saath.writing.models import SavedReply, SavedUse, SavedWording

ANEW: Final = "made anew where the shop goes"
SEALED: Final = "a secret: entered anew where the shop goes"
UNDO: Final = "takes back what was done on this installation, by the numbers of its rows"
UNSENT: Final = "words that nobody has sent: send or discard them before you leave"
DEVICE: Final = "belongs to a browser and to the keys of this installation"
TOLD_ELSEWHERE: Final = "what servers of the shop were told, and when: they have it"
BROUGHT: Final = "how an import from another program went here: what came in is told by its kind"
HERE: Final = "belongs to this installation"
# What happened to rights, settings and this installation itself is told by its audit.
TOLD_OF: Final = ("conversation", "customer", "message", "offer", "order", "problem", "product")
SHA256: Final = re.compile("[0-9a-f]{64}")
THE_EVENT: Final = {"event_id": Points(Event)}

KINDS: Final[tuple[Kind, ...]] = (
    Kind("holidays", Holiday, "Days on which the shop is closed."),
    Kind("special_days", SpecialDay, "Dates with hours of their own; none mean closed."),
    Kind("channel_hours", ChannelHours, "The week of a channel that has its own.", fits={"channel": bool}),
    Kind(
        "members", Member,
        "Who works or worked here. Without passwords; who comes in stands there as a name until they are invited.",
        without={"person": "told by its e-mail address", "is_active": "nobody gets a right by a file"},
        more={"email": "person__email"}, seated=seat, adopts=("person",), keeps=("role", "is_active", "revoked_at"),
    ),
    Kind("hearing", Hearing, "What each colleague wants to hear of.", adopts=("member",)),
    Kind(
        "events", Event, "What happened, who did it and when: ids and names of fields, never texts.",
        points={"actor_person_id": Points(Member, by="person_id")}, rows=Q(subject_type__in=TOLD_OF),
    ),
    Kind(
        "files", StoredFile, "Every file; its bytes stand in files/ under their SHA-256.",
        rows=~Q(kind=StoredFile.Kind.EXPORT), fits={"sha256": SHA256.fullmatch, "size": lambda octets: octets >= 0},
    ),
    Kind("customer_tags", CustomerTag, "Tags of customers."),
    Kind("tags", Tag, "Tags of conversations."),
    Kind("fields", Field, "The shop's own fields of customers and conversations."),
    Kind("checklists", Checklist, "Lists of what is done each time."),
    Kind("customers", Customer, "Everybody who wrote or bought."),
    Kind("identities", Identity, "By which addresses and accounts a customer is known."),
    Kind("customer_taggings", CustomerTagging, "Which customer has which tag."),
    Kind("customer_notes", CustomerNote, "What colleagues noted of a customer."),
    Kind("customer_values", CustomerValue, "What the shop's own fields say of customers."),
    Kind("same_customers", Suggestion, "Customers who may be one person, and what speaks for it."),
    Kind(
        "shop_connections", Connection, "Where orders come from; it hears of them again once its secrets are entered.",
        without={
            "is_active": HERE, "secrets_sealed": SEALED, "credentials_sealed": SEALED, "token_expires_at": SEALED,
            "poll_cursor": HERE, "self_test": HERE, "failure": HERE, "silent_since": HERE,
        },
        anew={"is_active": False},
    ),
    Kind("products", Product, "What the shop sells.", without={"folding_version": ANEW}),
    Kind("variants", Variant, "Sizes and colours of a product, with prices and stock."),
    Kind("orders", Order, "What was bought."),
    Kind("order_lines", Line, "What was in an order."),
    Kind("payments", Payment, "How an order was paid."),
    Kind("shipments", Shipment, "Parcels of an order."),
    Kind("scans", Scan, "Where a parcel was seen."),
    Kind("refunds", Refund, "What was given back."),
    Kind("returns", Return, "What comes or came back."),
    Kind(
        "order_acts", OrderAct, "What colleagues asked to be done to an order.",
        says={"state": {"asked": "unknown", "sending": "unknown"}},
    ),
    Kind("order_limits", ActLimit, "What each role may give back without a second person."),
    Kind("cash_rule", CashRule, "When cash on delivery is offered: one line.", adopts=()),
    Kind("delivery_rule", DeliveryRule, "How long parcels usually take: one line.", adopts=()),
    Kind("courier_figures", CourierFigures, "How long parcels of each courier took."),
    Kind("customer_figures", CustomerFigures, "What a customer has bought in all."),
    Kind("payment_account", PaymentAccount, "Where customers pay by UPI: one line.", adopts=()),
    Kind("offers", Offer, "Products that were offered in a conversation."),
    Kind("sales", Sale, "What offers led to.", points=THE_EVENT),
    Kind("channels", ChannelAccount, "Addresses and channels that customers write to.", adopts=("channel", "key")),
    Kind(
        "problems", Problem, "Causes of many conversations at once.",
        points={"seen_id": Points(Message)}, says={"state": {"answering": "open"}},
    ),
    Kind(
        "conversations", Conversation, "One matter with one customer.",
        without={"draft_marks": UNSENT}, points={"last_message_id": Points(Message)},
    ),
    Kind("conversation_tags", ConversationTag, "Which conversation has which tag."),
    Kind("conversation_values", ConversationValue, "What the shop's own fields say of conversations."),
    Kind("messages", Message, "Everything that was said, in and out, with notes."),
    Kind("attachments", Attachment, "Which files a message has."),
    Kind("message_keys", MessageKey, "Message-IDs, by which answers find their conversation."),
    Kind(
        "deliveries", Delivery, "What became of each answer; one that was on its way is unknown.",
        says={"state": {"held": "unknown", "queued": "unknown", "sending": "unknown"}},
    ),
    Kind("switches", Switch, "Answers that went another way than the question came.", points=THE_EVENT),
    Kind("acknowledgements", Acknowledgement, "Who was told at once that their mail is here."),
    Kind("consents", Consent, "What a customer agreed to, with its proof."),
    Kind(
        "incoming", IntakeItem, "What came in, as it came; one that was not read yet is failed and can be read again.",
        says={"state": {"received": "failed"}},
    ),
    Kind("mail_references", Mention, "Mails that others refer to."),
    Kind("called", Called, "Colleagues named in a note."),
    Kind("handovers", Handover, "Conversations handed from one to another."),
    Kind("standards", Standard, "What the shop promised, in versions."),
    Kind("standard_readings", StandardReading, "Which colleague has read which version."),
    Kind("kept_days", KeptDay, "How promises were kept, by day, channel and kind."),
    Kind("routing", RoutingSettings, "Who gets what: one line.", adopts=()),
    Kind("work_profiles", WorkProfile, "What each colleague takes.", adopts=("member",)),
    Kind("own_word_settings", OwnWordSettings, "What Saath says by itself, and when: one line.", adopts=()),
    Kind("routing_decisions", RoutingDecision, "Why somebody got a conversation, or nobody did."),
    Kind("readings", Reading, "How far each colleague has read.", points={"last_message_id": Points(Message)}),
    Kind("saved_views", SavedView, "Lists that somebody comes back to."),
    Kind("policies", Policy, "Within which time which conversations are answered."),
    Kind("chain", Chain, "Whom the shop asks as the time of a promise runs out: one line.", adopts=()),
    Kind("clocks", Clock, "Within which time each question was answered, and how long a solution took."),
    Kind(
        "amends_settings", AmendsSettings, "How amends are made for missed promises: one line.", adopts=(),
        without={
            "allowed_by": "who lets coupons be made decides it anew where the shop goes",
            "is_doubted": HERE,
        },
        anew={"is_doubted": True},
    ),
    Kind("amends", Amends, "What was done for missed promises, and what it cost."),
    Kind("amends_codes", AmendsCode, "Codes to make amends with."),
    Kind("promises", PromisedUpdate, "When a customer was promised to hear.", points=THE_EVENT),
    Kind("solutions", Solution, "How and when a conversation was solved.", points=THE_EVENT),
    Kind("own_words", OwnWord, "What Saath said or closed by itself."),
    Kind("ratings", Rating, "What customers think of it.", points=THE_EVENT),
    Kind("grievance_settings", GrievanceSettings, "What the page for grievances says: one line.", adopts=()),
    Kind("grievance_officers", GrievanceOfficer, "Who answered for grievances, and when."),
    Kind("grievances", Grievance, "The register of grievances."),
    Kind("grievance_decisions", GrievanceDecision, "What was decided of them."),
    Kind("outsiders", Outsider, "Those who pack, make and bring."),
    Kind("side_questions", SideQuestion, "What they were asked.", points=THE_EVENT),
    Kind("side_answers", SideAnswer, "What they answered."),
    Kind(
        "checklists_in_use", PutChecklist, "Checklists on conversations.",
        points={"finished_event_id": Points(Event)},
    ),
    Kind("checklist_items", ChecklistItem, "What is to be done on them, and who did it."),
    Kind("sender_rules", SenderRule, "Who is let in or kept out."),
    Kind(
        "spam_memory", SpamMemory, "What the learner of spam knows, as numbers without words: one line.",
        points={"answered_to": Points(Message)}, adopts=(),
    ),
    Kind("suppressions", Suppression, "Addresses to which nothing automatic goes."),
    Kind("saved_replies", SavedReply, "Answers that are written once."),
    Kind("saved_wordings", SavedWording, "Their words, by language."),
    Kind("saved_uses", SavedUse, "Where they were used, and whether that was enough.", without={"undo": UNDO}),
    Kind(
        "chat_settings", ChatSettings, "How the shop chats: one line.",
        without={"identity_secret": SEALED, "former_secret": SEALED, "former_secret_until": SEALED}, adopts=(),
    ),
    Kind("chat_openers", Opener, "Messages that the shop's pages show by themselves."),
    Kind("chat_opener_counts", OpenerCount, "What such messages came to."),
    Kind("chat_opener_answers", OpenerAnswer, "What visitors answered to them."),
    Kind("chat_pace", ChatPace, "How long chats take: one line.", adopts=()),
    Kind("chat_visitors", Visitor, "Who wrote on the shop's page.", points={"seen_message_id": Points(Message)}),
    Kind("chat_contacts", Contact, "Where visitors want the answers that they miss."),
    Kind("chat_spells", StaffedSpell, "When somebody was there to chat."),
    # Last, for these change what the shop that it comes into had before.
    Kind(
        "shop", Store, "The shop itself: one line.",
        without={"public_id": HERE, "slug": HERE}, adopts=(), fits={"time_zone": available_timezones().__contains__},
    ),
    Kind("settings", StoreSettings, "Opening hours, languages and how the shop works: one line.", adopts=()),
    Kind("texts", CustomerText, "The shop's own words to its customers, by language.", replaces=True),
)  # fmt: skip

LEFT_OUT: Final[Mapping[str, str]] = {
    "accounts.AuditEntry": "proof of who could reach what on this installation; it stays here for 400 days",
    "accounts.Person": "signs in with a password of this installation; the e-mail address stands with the member",
    "chats.ChatMail": "mails to visitors on their way, which must not leave a second time",
    "chats.ChatPush": DEVICE,
    "conversations.Draft": UNSENT,
    "conversations.DraftFile": UNSENT,
    "conversations.Move": UNDO,
    "conversations.Sweep": UNDO,
    "conversations.SweepPart": UNDO,
    "conversations.Upload": UNSENT,
    "customers.CustomerMove": UNDO,
    "customers.MoveStep": UNDO,
    "exports.ExportRun": "an export holds no exports",
    "exports.ShopImport": BROUGHT,
    "imports.Bringing": BROUGHT,
    "imports.Brought": BROUGHT,
    "imports.Piece": BROUGHT,
    "imports.Remark": BROUGHT,
    "mailboxes.Mailbox": SEALED,
    "mailboxes.MailboxFolder": "how far a mailbox was read here; what was read is in it",
    "orders.ImportFault": "goes with the file of orders",
    "orders.OrderImport": "a file of orders that was read: its orders are in it",
    "orders.ProductWord": "made anew from the products by the hourly job",
    "orders.Received": "what platforms told, as they told it, with their signatures: it was read into orders",
    "programs.AccessToken": SEALED,
    "programs.Admission": "lets an app in on this installation",
    "programs.App": "is registered with this installation and has a secret",
    "programs.AuthorizationCode": SEALED,
    "programs.RefreshToken": SEALED,
    "programs.KeptAnswer": "an answer that is kept for a day for who asks twice",
    "sending.DkimKey": SEALED,
    "sending.MailDomain": "proved anew for the servers that the shop moves to",
    "sending.Outlet": "chooses among ways out, which are set up anew",
    "sending.WayOut": SEALED,
    "search.Document": "made anew from the messages",
    "stores.HoursChange": "counts what runs now by the hours of before; where the shop goes nothing runs by them",
    "stores.Invitation": "a link that opens this installation",
    "team.Escalation": "which step was taken when a promise was about to be missed: the events tell of it",
    "team.Missed": "a digest of what was missed here",
    "team.PushDevice": DEVICE,
    "tenancy.Domain": "hosts of this installation",
    "webhooks.Attempt": TOLD_ELSEWHERE,
    "webhooks.Delivery": TOLD_ELSEWHERE,
    "webhooks.Endpoint": SEALED,
    "webhooks.Feed": "how far this installation has read its events",
    "webhooks.Replay": TOLD_ELSEWHERE,
    "writing.InsertedInDraft": UNSENT,
    "promises.LastSeen": HERE,
    "promises.OwnWordMark": HERE,
}
