"""What Saath answers. Written by generate.py."""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypedDict


class Acknowledgement(TypedDict):
    """What a machine says at once to whoever writes; `texts` are in the languages of the shop."""

    is_on: bool
    texts: dict[str, str]


class AddedCodes(TypedDict):
    """How many codes were new."""

    added: int


class Address(TypedDict):
    """Where it goes."""

    name: str
    lines: list[str]
    city: str
    region: str
    pincode: str
    country: str
    phone: str


class Amends(TypedDict):
    """What was done for one missed promise, and what it cost."""

    id: str
    conversation_id: str
    promise: str
    promised_at: str
    state: Literal["prepared", "waiting", "sent", "dropped"]
    gift: Literal["words", "codes", "coupon"]
    cost: Money
    code: str
    signed_by_id: str | None
    message_id: str | None
    sent_at: str | None
    created_at: str


class AmendsSettings(TypedDict):
    """How amends are made for each kind of promise, with what and within which budget. Amounts are minor units
    of `currency`.

    `spent_minor` is what this month has cost, `free_codes` how many codes are left, at most 1,000 are
    counted.
    """

    modes: dict[str, Literal["off", "prepare", "send"]]
    gift: Literal["words", "codes", "coupon"]
    currency: str
    case_minor: int
    month_minor: int
    spent_minor: int
    free_codes: int
    again_after_days: int
    coupon_days: int
    signed_by_id: str | None


class Arrival(TypedDict):
    """One thing that reached the shop, and what became of it; `why` says by which rule, in the language asked
    for.
    """

    id: str
    source: str
    state: Literal["received", "accepted", "ignored", "quarantined", "failed"]
    is_repeat: bool
    is_imported: bool
    rule: str
    why: str
    error: str
    message_id: str | None
    conversation_id: str | None
    received_at: str


class Attachment(TypedDict):
    """A file of a message; `size` is in octets."""

    id: str
    name: str
    size: int
    content_type: str
    is_inline: bool


class Attempt(TypedDict):
    """One try: `failure` is null where it was taken, `answer` the beginning of what came back."""

    began_at: str
    took_ms: int
    status: int | None
    failure: Literal["status", "redirect", "slow", "name", "line", "private", "secret"] | None
    answer: str


class AuditRow(TypedDict):
    """Something that was done to access or to secrets.

    `person_name` is who did it, null for nobody that we know; `about_name` is the colleague whom it is about.
    `detail` holds ids, roles and names of fields.
    """

    kind: str
    happened_at: str
    person_name: str | None
    ip: str | None
    agent: str
    about_name: str | None
    detail: dict[str, Any]


class Brought(TypedDict):
    """What a file does, line by line."""

    steps: list[Step]


class CashRule(TypedDict):
    """When people may pay at the door: up to an amount of paise (0: any), not where a pincode begins so, and not
    to whom so many parcels came back (0: however many).
    """

    is_offered: bool
    most_minor: int
    not_at: list[str]
    most_refused: int


class CaughtNow(TypedDict):
    """How many conversations a policy has today; null for those that none has."""

    policy_id: str | None
    conversations: int


class Chain(TypedDict):
    """Whom the shop asks, in the order of time. In the last step everybody hears."""

    steps: list[ChainStep]


class ChainStep(TypedDict):
    """One step. `amount` is the percent of one before the miss, or the open minutes of one after it; 0 for the
    others.
    """

    moment: Literal["warning", "percent", "missed", "after"]
    amount: int
    whom: Literal["owner", "present", "member", "skill", "everybody"]
    member_id: str | None
    skill: str
    does: Literal["tell", "give"]


class ChannelHours(TypedDict):
    """When a channel is answered; without a week of its own, `hours` are the shop's."""

    channel: str
    has_own: bool
    hours: dict[str, list[list[str]]]


class Chat(TypedDict):
    """The chat on the shop's pages: where it is, how it looks, and what it promises.

    `greeting` is said while somebody is there, `away` while nobody is. It is not offered beyond the longest
    wait. `script_url` is what the pages load. With `has_identity_secret` the shop's server says who is signed
    in.
    """

    id: str
    is_on: bool
    sites: list[str]
    colour: str
    greeting: dict[str, str]
    away: dict[str, str]
    chats_each: int
    longest_wait_seconds: int
    has_identity_secret: bool
    script_url: str


class ChatSecret(TypedDict):
    """The secret with which the shop's own server says who is signed in; it is told this one time."""

    secret: str


class ChatVisitor(TypedDict):
    """Who writes from the shop's page: where they are, and whether they are shut out."""

    language: str
    page_url: str | None
    came_from_url: str | None
    last_seen_at: str
    is_blocked: bool
    greeted_with: str


class Checked(TypedDict):
    """Whom an answer would reach now; `seen` is sent along with it."""

    reached: list[Reached]
    seen: str


class Checklist(TypedDict):
    """A checklist on a conversation; one that `is_own` holds what was added for it alone."""

    id: str
    name: str
    is_own: bool
    is_required: bool
    items: list[Item]


class Connection(TypedDict):
    """One account of the shop at a platform or a courier; `status` says how it stands, and `remedy` what to do."""

    id: str
    platform: str
    account: str
    name: str
    hook_url: str
    is_well: bool
    status: str
    remedy: str
    failed: int
    asked: int
    is_testing: bool
    hops: list[str]
    last_heard_at: str | None
    last_polled_at: str | None
    silent_since: str | None


class ConsentShape(TypedDict):
    """One yes or no of a customer, with the words that were shown; what `is_present` is what stands now."""

    id: str
    purpose: Literal["service", "marketing", "feedback", "profiling"]
    channel: Literal["", "email", "chat", "phone", "whatsapp", "sms"]
    is_given: bool
    how: Literal["written", "said", "form", "paper", "stopped"]
    wording: str
    language: str
    proof: str
    at: str | None
    is_present: bool


class Conversation(TypedDict):
    """What a customer and the shop say to each other about one thing.

    `messages` are the newest 30, newest first, and only there with `?include=messages`.
    """

    id: str
    reference: str
    state: Literal["open", "pending", "snoozed", "solved", "spam", "merged"]
    priority: Literal["normal", "high", "urgent"]
    subject: str
    language: str
    channel: str
    account_id: str
    customer_id: str
    customer_name: str
    identity_id: str
    assignee_id: str | None
    tags: list[Ref]
    people: list[Person]
    problem_id: str | None
    order_id: str | None
    follows_id: str | None
    resolution: (
        Literal["answer", "refund", "replacement", "redelivery", "credit", "repair", "apology", "other"]
        | None
    )
    items_done: int
    items_total: int
    last_text: str
    last_message_at: str
    message_count: int
    has_failed_delivery: bool
    waiting_since: str | None
    due_at: str | None
    risk_at: str | None
    update_due_at: str | None
    snoozed_until: str | None
    first_answered_at: str | None
    solved_at: str | None
    confirmed_at: str | None
    created_at: str
    messages: NotRequired[list[Message] | None]


class Courier(TypedDict):
    """How long a courier takes to a zone (the first three digits of a pincode), "" for everywhere."""

    name: str
    zone: str
    parcels: int
    dispatch_days: float
    days: int
    in_time_percent: int | None


class CustomerShape(TypedDict):
    """One person who buys from the shop, or asks before buying.

    `called` and `form` are how letters address them, `reach` and `hours` how and when they like to be
    reached, `needs` what whoever answers must know; `quality` is how much is known of them, of a hundred. Who
    turned out to be somebody else is `merged_into_id` them. The newest 30 `conversations` and `orders` are
    there where they are included.
    """

    id: str
    reference: str
    name: str
    language: str
    called: str
    form: str
    reach: str
    hours: str
    needs: str
    quality: int
    merged_into_id: str | None
    identities: list[IdentityShape]
    tags: list[Ref]
    created_at: str
    conversations: NotRequired[list[Conversation] | None]
    orders: NotRequired[list[Order] | None]


class Decision(TypedDict):
    """Who got a conversation, was suggested, has it again or would fit better, or that nobody did, and why; the
    newest stands.

    `words` are the reasons in the language that was asked for.
    """

    id: str
    outcome: Literal["given", "suggested", "nobody", "kept", "left", "fits"]
    member: Ref | None
    reasons: list[ReasonOfDecision]
    words: str
    stands: bool
    created_at: str


class Delivery(TypedDict):
    """How far an answer has come: held (it can be taken back) → queued → sending → sent; or failed, or unknown.

    `report` is the worst that a mail server has told since.
    """

    id: str
    state: Literal["held", "queued", "sending", "sent", "failed", "unknown", "undone"]
    reason: str
    leaves_at: str
    sent_at: str | None
    report: Literal["late", "complained", "bounced"] | None


class DeliveryRule(TypedDict):
    """Within how many days the shop dispatches, and how many a courier takes of whom nothing is known yet."""

    dispatch_days: int
    courier_days: int


class DnsRecord(TypedDict):
    """A record as it is and as it should be: `wanted` is what to enter, empty where nothing has to change."""

    kind: str
    name: str
    type: str
    is_good: bool
    reason: str
    found: list[str]
    wanted: str


class Draft(TypedDict):
    """Words of a colleague that are not sent: unfinished, or to leave by themselves at `leaves_at`.

    `earlier_text` is what another window of the same colleague had written, `held` why it did not leave at
    its time.
    """

    id: str
    conversation_id: str
    kind: Literal["reply", "note"]
    writer_name: str
    is_own: bool
    text: str
    earlier_text: str
    version: int
    leaves_at: str | None
    held: Literal["", "wrote", "refused"]
    solve: bool
    written_at: str
    files: list[DraftFile]


class DraftFile(TypedDict):
    """A file that goes along; `size` is in octets."""

    id: str
    name: str
    size: int
    content_type: str


class Export(TypedDict):
    """An export: how many of its octets are packed, and what is in it once it is done. Its file is there for
    seven days.
    """

    id: str
    state: Literal["reading", "packing", "done", "failed", "gone"]
    failure: Literal["quota", "disk"] | None
    entries: int
    files: int
    size: int | None
    octets: int
    octets_done: int
    made_at: str | None
    created_at: str
    finished_at: str | None


class Field(TypedDict):
    """One question of the shop about its conversations or its customers; texts and filters name it by its `key`."""

    id: str
    key: str
    about: Literal["conversation", "customer"]
    kind: Literal["text", "long", "number", "yesno", "date", "one", "several", "link"]
    names: dict[str, str]
    unit: str
    least: str | None
    most: str | None
    options: list[Option]
    is_required: bool
    held_at: str | None
    created_at: str
    removed_at: str | None


class File(TypedDict):
    """A file; `size` is in octets. `url` opens it without a token for ten minutes, and for five more at most."""

    id: str
    name: str
    size: int
    content_type: str
    url: str


class Filled(TypedDict):
    """All that is known now, and what was left alone because somebody else had changed it."""

    fields: list[KnownField]
    left_alone: list[KnownField]


class Grievance(TypedDict):
    """One line of the register. Its limits are times of the calendar, which nothing moves."""

    id: str
    reference: str
    conversation_id: str | None
    joined_to: str | None
    source: Literal["form", "staff", "nch"]
    docket: str
    docket_due_at: str | None
    cause: Literal["defective", "deficient", "spurious", "undescribed", "late", "money", "other"]
    name: str
    contact: str
    order_number: str
    received_at: str
    word_due_at: str
    acknowledged_at: str | None
    acknowledged_how: Literal["", "mail", "person", "told"]
    redress_due_at: str
    redressed_at: str | None
    outcome: (
        Literal[
            "refund",
            "replacement",
            "repair",
            "return",
            "delivered",
            "put_right",
            "explained",
            "refused",
            "dismissed",
        ]
        | None
    )
    waits_for_second_person: bool
    erase_asked_at: str | None
    erased_at: str | None


class GrievanceSettings(TypedDict):
    """What the page for grievances says; `missing` is what the rules want shown and is not there."""

    is_open: bool
    legal_name: str
    headquarters: str
    branches: str
    care_email: str
    care_phone: str
    own_words: dict[str, str]
    word_hours: int
    redress_days: int | None
    word_notices: list[int]
    redress_notices: list[int]
    docket_notices: list[int]
    version: int
    missing: list[str]
    officers: list[Officer]


class HandledProblem(TypedDict):
    """How one kind of problem is handled, by language; only colleagues see it."""

    kind: dict[str, str]
    steps: dict[str, str]
    decides: dict[str, str]
    limit: dict[str, str]


class HeardDelivery(TypedDict):
    """What a platform delivered, and what became of it."""

    id: str
    state: Literal["received", "waiting", "taken", "ignored", "failed", "asked", "settled"]
    reason: str
    about: str
    tries: int
    received_at: str
    read_at: str | None


class Hearing(TypedDict):
    """Of what one hears and how; quiet times are the shop's local ones."""

    kinds: dict[str, list[Literal["sound", "push", "mail"]]]
    quiet: Literal["closed", "times", "never"]
    quiet_from: str | None
    quiet_to: str | None
    digest: Literal["off", "hourly", "daily"]
    shows_words: bool


class Holiday(TypedDict):
    """A day, in the shop's time zone, on which it does not open; `names` say by language what day it is."""

    id: str
    date: str
    name: str
    names: dict[str, str]


class IdentityShape(TypedDict):
    """One way in which a customer reaches the shop: an address, a number, or an account on a channel."""

    id: str
    customer_id: str
    kind: Literal["email", "phone", "account"]
    address: str
    name: str
    is_proved: bool


class Import(TypedDict):
    """A file of another help desk: what was found in it, what becomes of it, and how far that is.

    `new`, `grown`, `same`, `out` and `faulty` count conversations, or mails, of `total`; `remarks` is what is
    not taken over.
    """

    id: str
    name: str
    source: Literal["zendesk", "freshdesk", "chatwoot", "intercom", "mail"]
    state: Literal["looking", "looked", "checking", "checked", "running", "paused", "done", "failed"]
    percent: int
    total: int
    new: int
    grown: int
    same: int
    out: int
    faulty: int
    messages: int
    remarks: int
    earliest_at: str | None
    latest_at: str | None
    choices: ImportChoices | None
    created_at: str
    finished_at: str | None


class ImportChoices(TypedDict):
    """What becomes of the words of the other help desk: by its own ids and words, our ids and words; "" stays
    behind.
    """

    account_id: str
    agents: dict[str, str]
    statuses: dict[str, str]
    tags: dict[str, str]
    fields: dict[str, str]
    channels: dict[str, str]


class ImportRemark(TypedDict):
    """Something that is not taken over, or not whole: where it stands, what it is, and what is to be done."""

    where: str
    trouble: str
    said: str
    label: str


class Invitation(TypedDict):
    """A link on its way to somebody who is to be a colleague; it ends at `expires_at`."""

    id: str
    email: str
    role: Literal["owner", "manager", "member", "reader"]
    sent_at: str
    expires_at: str


class Item(TypedDict):
    """One thing to be done; `done_by` is the name of who did it."""

    id: str
    name: str
    is_done: bool
    done_by: str
    done_at: str | None


class KeptBy(TypedDict):
    """Of how many promises that ended how many were kept, and how many would have been."""

    promise: Literal["first_answer", "next_answer", "solution"]
    ended: int
    were_kept: int
    would_be_kept: int


class KeptPromise(TypedDict):
    """How a promise was kept: `count` of them, `kept_percent` in time.

    Times are upper edges in seconds, within which half and nine of ten came; null where it took longer than
    60 days.
    """

    channel: str
    kind: Literal["first_answer", "next_answer", "solution"]
    count: int
    kept_percent: int
    half_within_open_seconds: int | None
    most_within_open_seconds: int | None
    half_within_seconds: int | None
    most_within_seconds: int | None


class KeptPromises(TypedDict):
    """The thirty days up to `until`; those of all channels under an empty name. Of fewer than ten nothing is
    said.
    """

    until: str
    items: list[KeptPromise]


class KnownField(TypedDict):
    """A field of the shop with what is known: `value` as it is kept, `said` as people read it.

    `version` counts its changes, `changed_by` made the last of them.
    """

    field_id: str
    name: str
    kind: str
    value: str
    said: str
    is_required: bool
    version: int
    changed_by: str


class LateOrder(TypedDict):
    """An order that is late or will be: why, since when it stands so, and who carries it."""

    order: Order
    trouble: str
    since: str | None
    courier: str
    days_late: int
    promised_on: str | None


class Limit(TypedDict):
    """How much a role may spend in a currency without a second person, in minor units; null is any amount."""

    role: str
    currency: str
    amount: int | None


class Limits(TypedDict):
    """What the shop has set."""

    limits: list[Limit]


class Line(TypedDict):
    """So many pieces of one thing, at the price of that day; `discount` and `tax` are of the whole line."""

    external_id: str
    title: str
    variant: str
    sku: str
    product_external_id: str
    variant_external_id: str
    quantity: int
    price: Money
    discount: Money
    tax: Money


class Link(TypedDict):
    """An address that opens a file for ten minutes, without a token."""

    url: str


class MacroRun(TypedDict):
    """A macro that was run; for a quarter of an hour it can be undone."""

    id: str
    saved_reply_id: str
    conversation_id: str
    created_at: str


class MailAddress(TypedDict):
    """An address to which customers write. The servers in `trusts` are believed about senders (RFC 8601)."""

    id: str
    name: str
    address: str
    trusts: list[str]
    is_behind_server: bool


class MailDomain(TypedDict):
    """A domain from which the shop writes, and what DNS says of it."""

    name: str
    is_checking: bool
    checked_at: str | None
    records: list[DnsRecord]


class Mailbox(TypedDict):
    """A mailbox that is read where it is. `trouble` is null while all is well."""

    id: str
    account_id: str
    host: str
    port: int
    security: Literal["tls", "starttls"]
    user: str
    sign_in: Literal["password", "google", "microsoft"]
    reads_sent: bool
    state: Literal["connecting", "choosing", "watching", "paused"]
    trouble: str | None
    trouble_since: str | None
    folders: list[str]
    put_aside: int
    last_success_at: str | None


class Me(TypedDict):
    """For whom the token acts, and what it may do."""

    id: str
    name: str
    role: Literal["owner", "manager", "member", "reader"]
    scopes: list[str]
    away_from: str | None
    away_until: str | None
    away_note: str
    stand_in_id: str | None
    takes_chats: bool


class Member(TypedDict):
    """A colleague's place in the shop; `name` is what customers read. Who left stays, with `left_at`."""

    id: str
    name: str
    email: str
    role: Literal["owner", "manager", "member", "reader"]
    joined_at: str
    left_at: str | None
    away_from: str | None
    away_until: str | None
    takes_chats: bool


class Message(TypedDict):
    """What the customer said (`in`), what we answered (`out`), or a note for the team (`note`).

    `text` is what the person wrote and `quoted_text` what stood around it; in a list both are cut after
    12,000 characters, which `is_cut` says.
    """

    id: str
    conversation_id: str
    direction: Literal["in", "out", "note"]
    is_automatic: bool
    automatic_why: (
        Literal["acknowledgement", "question", "reminder", "closing", "thanks", "apology", "grievance"] | None
    )
    author_id: str | None
    identity_id: str | None
    name: str
    channel: str
    subject: str
    text: str
    quoted_text: str
    is_cut: bool
    language: str
    is_sender_proved: bool | None
    recipients: list[Recipient]
    attachments: list[Attachment]
    order_id: str | None
    delivery: Delivery | None
    sent_at: str
    created_at: str


class Money(TypedDict):
    """So many minor units of a currency (ISO 4217): 124900 of INR is ₹1,249."""

    amount: int
    currency: str


class Move(TypedDict):
    """A merge or a split: what went from `source_id` to `target_id`."""

    id: str
    kind: Literal["merge", "split"]
    source_id: str
    target_id: str
    created_at: str


class MoveOfCustomer(TypedDict):
    """Two customers that became one (`merge`), or one that became two (`split`); `other` came in, or went."""

    id: str
    kind: Literal["merge", "split"]
    other: Ref


class Need(TypedDict):
    """What needs a skill: a tag by its folded name, an order by its state, or a problem."""

    on: Literal["tag", "order", "problem"]
    value: str
    skill: str


class NewSecret(TypedDict):
    """A secret to sign with. It is told this once."""

    secret: str


class NoteShape(TypedDict):
    """Words for the team about a customer; a pinned one stands beside each conversation."""

    id: str
    customer_id: str
    text: str
    is_pinned: bool
    is_removed: bool
    author_id: str | None
    created_at: str


class Offer(TypedDict):
    """A link for one customer in one conversation; it counts as sent once an answer leaves with it."""

    id: str
    kind: Literal["product", "cart", "payment"]
    url: str
    opens: int


class Officer(TypedDict):
    """Who answers for grievances, and from when to when."""

    id: str
    name: str
    designation: str
    email: str
    phone: str
    since: str
    until: str | None


class OpenDay(TypedDict):
    """A date as customers meet it; `why` says why its hours are not the usual ones, where somebody said so."""

    date: str
    hours: list[list[str]]
    is_usual: bool
    why: str


class Opener(TypedDict):
    """A message that the shop's pages show by themselves, on a path in which a star stands for anything.

    `after` is after so long on the page, `stuck` after so long without progress. `shown`, `opened` and
    `written` count what came of it.
    """

    id: str
    path: str
    kind: Literal["after", "stuck"]
    seconds: int
    texts: dict[str, str]
    is_on: bool
    shown: int
    opened: int
    written: int


class Option(TypedDict):
    """One of a list: values are kept by its `key`. One that is off stays with what has it and is not chosen
    anew.
    """

    key: str
    names: dict[str, str]
    is_off: bool


class Order(TypedDict):
    """What a customer has bought at one time, as its platform last told of it.

    `parts` are there with `?include=parts`, of one order.
    """

    id: str
    external_id: str
    connection_id: str
    number: str
    state: Literal[
        "placed",
        "confirmed",
        "packed",
        "shipped",
        "out_for_delivery",
        "attempted",
        "delivered",
        "returning",
        "returned",
        "lost",
        "cancelled",
    ]
    method: str
    customer_id: str
    customer_name: str
    total: Money
    discount: Money
    shipping: Money
    tax: Money
    paid: Money
    refunded: Money
    coupons: list[str]
    address: Address
    quantity: int
    first_title: str
    is_confirmed: bool
    is_all_shipped: bool
    placed_at: str
    updated_at: str
    promised_on: str | None
    expected_on: str | None
    shipped_at: str | None
    delivered_at: str | None
    cancelled_at: str | None
    cancel_reason: str
    url: str
    parts: NotRequired[Parts | None]


class OrderAct(TypedDict):
    """One thing that somebody asked to be done to an order at its platform.

    `to_approve` waits for a second person; `unknown` may have arrived or not, and is looked for before it is
    sent again.
    """

    id: str
    order_id: str
    kind: Literal["refund", "replacement", "cancel", "address", "return", "coupon"]
    state: Literal["to_approve", "asked", "sending", "done", "refused", "unknown", "withdrawn"]
    amount: Money
    lines: list[Piece]
    reason: str
    said: str
    reference: str
    asked_by_id: str
    approved_by_id: str | None
    sent_at: str | None
    ended_at: str | None
    created_at: str


class Outsider(TypedDict):
    """Somebody without an account, who is asked by link."""

    id: str
    name: str
    kind: Literal["packer", "workshop", "supplier", "courier", "other"]
    address: str
    language: str
    last_asked_at: str | None


class OwnText(TypedDict):
    """A text that Saath says by itself. Each version mentions each of `values` in braces; `is_own` where the
    shop worded it.
    """

    name: Literal[
        "acknowledgement",
        "short-acknowledgement",
        "is-it-sorted",
        "sorted-letter",
        "reminder",
        "closing",
        "thanks",
        "apology",
        "apology-gift",
    ]
    is_own: bool
    values: list[str]
    texts: dict[str, str]


class OwnWord(TypedDict):
    """What Saath did by itself in a conversation. Without a `message_id` the customer was not told, and `untold`
    says why.
    """

    id: str
    conversation_id: str
    kind: Literal["reminder", "closing", "thanks"]
    message_id: str | None
    days: int
    untold: str
    undone_at: str | None
    created_at: str


class OwnWordKind(TypedDict):
    """A kind of what Saath says by itself: whether, and when. Its words are the text of its name."""

    kind: Literal["reminder", "closing", "thanks"]
    is_on: bool
    times: dict[str, int]


class Parts(TypedDict):
    """What is in an order, what was paid for it, and where it is."""

    lines: list[Line]
    payments: list[Payment]
    shipments: list[Shipment]
    refunds: list[Refund]
    returns: list[Return]


class Payment(TypedDict):
    """Money that came or is to come."""

    external_id: str
    method: str
    state: Literal["pending", "paid", "failed"]
    amount: Money
    gateway: str
    reference: str
    at: str | None


class PaymentAccount(TypedDict):
    """Where payments by UPI go, "" for nowhere, and by which name payers know the shop."""

    vpa: str
    name: str


class Person(TypedDict):
    """Somebody besides the customer who has a part in it; `copied` and `added` get our answers."""

    address: str
    name: str
    role: Literal["copied", "added", "offered", "left_out", "past", "aside"]


class Piece(TypedDict):
    """So many pieces of a line."""

    line_external_id: str
    quantity: int


class Policy(TypedDict):
    """Within which open seconds which conversations are answered. `place` is its place in the order; "" and null
    are any.

    A time of null is what everybody is promised. `customer_tag_is_gone` says that it asks for a tag that was
    deleted, so that it fits nobody.
    """

    id: str
    name: str
    place: int
    channel: str
    language: Literal["", "en", "hi", "gu"]
    priority: Literal["", "normal", "high", "urgent"]
    customer_tag: Ref | None
    customer_tag_is_gone: bool
    first_answer_seconds: int | None
    next_answer_seconds: int | None
    solution_seconds: int | None
    warn_percent: int
    is_active: bool
    created_at: str
    removed_at: str | None


class PolicyPreview(TypedDict):
    """What a policy would have done to the newest conversations of the last 30 days in which something was
    promised.

    `caught_now` tells by which policy those are caught today, `taken_before` how many more it fits that one
    before it takes.
    """

    looked_at: int
    is_more: bool
    caught: int
    caught_now: list[CaughtNow]
    taken_before: list[CaughtNow]
    kept: list[KeptBy]


class Problem(TypedDict):
    """One cause of many conversations."""

    id: str
    name: str
    state: Literal["open", "answering", "solved"]
    conversation_count: int
    answer: dict[str, str]
    answers_at: str | None
    solved_at: str | None
    created_at: str


class Product(TypedDict):
    """A thing that the shop sells; what is said of its stock is known to stand until `stock_at`."""

    id: str
    external_id: str
    title: str
    kind: str
    tags: list[str]
    about: str
    url: str
    picture: str
    is_active: bool
    updated_at: str
    stock_at: str
    variants: list[Variant]


class PromisedTimes(TypedDict):
    """Seconds of open time in which a channel answers first and next and solves; null where nothing of its own
    is promised.
    """

    first_answer_seconds: int | None
    next_answer_seconds: int | None
    solution_seconds: int | None


class PublicHoliday(TypedDict):
    """A public holiday of the shop's state, as a suggestion."""

    date: str
    name: str
    names: dict[str, str]
    is_closed: bool


class Question(TypedDict):
    """What somebody outside was asked; they answer by `link`, without an account."""

    id: str
    conversation_id: str
    message_id: str
    outsider_id: str
    outsider_name: str
    state: Literal["open", "answered", "overdue", "taken_back", "closed", "expired"]
    link: str
    due_at: str
    answered_at: str | None
    created_at: str


class Reached(TypedDict):
    """How many get an answer who write a language, and in which language they get it."""

    language: str
    worded_in: str
    count: int


class ReachedStep(TypedDict):
    """When a step would be taken, null where the shop does not open in a year, and whom it would reach now.

    `names_nobody` says that nobody whom it names is there, so that everybody hears.
    """

    step: ChainStep
    at: str | None
    gives_to: Ref | None
    heard_by: list[Ref]
    names_nobody: bool


class ReadAgain(TypedDict):
    """How many are read again."""

    count: int


class ReasonOfDecision(TypedDict):
    """One reason: a code, and what makes it concrete."""

    code: str
    value: str


class Recipient(TypedDict):
    """To whom an answer goes."""

    name: str
    address: str
    is_copy: bool


class Ref(TypedDict):
    """Something else, by its id and by what people call it."""

    id: str
    name: str


class Refund(TypedDict):
    """Money that went back."""

    id: str
    external_id: str
    amount: Money
    at: str
    reason: str
    reference: str
    lines: list[Piece]


class Return(TypedDict):
    """Goods that come back, or are to be exchanged."""

    id: str
    external_id: str
    state: str
    asked_at: str
    reason: str
    is_exchange: bool
    lines: list[Piece]


class Routing(TypedDict):
    """How what comes is given out."""

    mode: Literal["off", "suggest", "assign"]
    reopened: Literal["stays", "anybody", "queue"]
    reasons: list[Literal["knows", "language", "skill", "load"]]
    seen_minutes: int
    usual_limit: int
    skills: list[Skill]
    needs: list[Need]


class Rule(TypedDict):
    """A sender, an address or a domain, whose mail is always let in, or never."""

    id: str
    kind: Literal["allow", "block"]
    sender: str
    created_at: str


class SavedReply(TypedDict):
    """A reply that is written once and used often; one without `texts` is a macro, which only does things.

    `texts` may name values such as `{{customer.name}}`. Those in `outdated` no longer say what the one in
    `language` says. `becomes` is whose turn it is afterwards, `priority` how urgent it is then, `assigns` who
    has the conversation, with `member_id` for a colleague.
    """

    id: str
    name: str
    folder: str
    is_mine: bool
    language: Literal["en", "hi", "gu"]
    texts: dict[str, str]
    outdated: list[str]
    tags_on: list[str]
    tags_off: list[str]
    becomes: Literal["", "solved", "pending"]
    priority: Literal["", "normal", "high", "urgent"]
    assigns: Literal["", "me", "nobody", "colleague"]
    member_id: str | None
    checklist_id: str | None
    sent: int
    unedited: int
    changed_at: str


class Scan(TypedDict):
    """One thing that was said of a parcel."""

    at: str
    state: str
    text: str
    place: str


class SentFault(TypedDict):
    """What is wrong with one: `pointer` is its place (RFC 6901), in the body or in the line that it came on."""

    pointer: str
    line: NotRequired[int]
    detail: str


class SentThing(TypedDict):
    """What became of one: `same` where it was known so already, or newer."""

    external_id: str
    id: str
    outcome: Literal["new", "changed", "same"]


class SentThings(TypedDict):
    """What became of each, in the order in which they were sent; what was sent twice is told once.

    `errors` are those that were left out with `?partial=true`.
    """

    results: list[SentThing]
    errors: NotRequired[list[SentFault]]


class Settings(TypedDict):
    """How the shop works. `name` is in its own `language`, `names` has it in others; times are in `time_zone`."""

    id: str
    name: str
    names: dict[str, str]
    language: Literal["en", "hi", "gu"]
    languages: list[Literal["en", "hi", "gu"]]
    colour: str
    time_zone: str
    hours: dict[str, list[list[str]]]
    holiday_state: str
    first_answer_target_seconds: int
    acknowledgement: Acknowledgement
    asks_if_sorted: bool
    follow_up_after_days: int


class Shipment(TypedDict):
    """A parcel, with what was said of it, newest first."""

    id: str
    external_id: str
    courier: str
    tracking_number: str
    url: str
    state: str
    promised_on: str | None
    left_at: str | None
    arrived_at: str | None
    lines: list[Piece]
    scans: list[Scan]


class ShopChecklist(TypedDict):
    """What is done each time that something happens; `names` and `items` are in the words of each language."""

    id: str
    names: dict[str, str]
    items: list[dict[str, str]]
    is_required: bool
    created_at: str
    removed_at: str | None


class Skill(TypedDict):
    """Something that not everybody can do; `key` names it where it is needed and where somebody has it."""

    key: str
    names: dict[str, str]


class SpecialDay(TypedDict):
    """A date with hours of its own, on a holiday too; none mean closed. An empty `channel` is the whole shop."""

    id: str
    date: str
    channel: str
    hours: list[list[str]]
    reason: dict[str, str]


class Standard(TypedDict):
    """A version of what the shop promises, or the draft of the next.

    `texts` holds each text by its name and language. `channels` holds times by channel, under an empty name
    those of every channel. `based_on` is the number of the version that it began as a copy of, null for our
    starting text.
    """

    id: str
    number: int
    state: Literal["draft", "published"]
    texts: dict[str, dict[str, str]]
    channels: dict[str, PromisedTimes]
    returns_days: int | None
    exchange_days: int | None
    refund_days: int | None
    handling: list[HandledProblem]
    based_on: int | None
    published_at: str | None
    published_by: Ref | None


class StandardReading(TypedDict):
    """A colleague, and when they said that they have read a version; null where they have not."""

    member: Ref
    read_at: str | None


class Step(TypedDict):
    """What one line of a file does."""

    line: int
    name: str
    effect: Literal["new", "changes", "same", "trouble"]
    trouble: str


class SuggestionShape(TypedDict):
    """Another customer who may be the same person, and what speaks for it."""

    id: str
    customer: Ref
    is_verified: bool
    evidence: list[str]


class SuppressedAddress(TypedDict):
    """An address to which machines write no more, because a mail came back for good or was called spam."""

    id: str
    address: str
    reason: Literal["bounced", "complained"]
    status: str
    created_at: str


class Sweep(TypedDict):
    """What was done to many: `figures` count what became of the conversations, "done" or why not.

    More than 50 are worked on in the background, until `finished_at`; an undo until `undone_at`.
    """

    id: str
    deed: str
    total: int
    figures: dict[str, int]
    finished_at: str | None
    undo_asked_at: str | None
    undone_at: str | None
    created_at: str


class TakenBack(TypedDict):
    """The words of an answer that was taken back; they are its writer's draft again."""

    text: str


class ToldEvent(TypedDict):
    """Something that happened, as webhooks tell it: `id` is their `webhook-id`, `type` and `data` are the same."""

    id: str
    type: str
    timestamp: str
    data: dict[str, Any]


class ToldEvents(TypedDict):
    """What happened next; `next_cursor` is always there. With `is_caught_up` there is nothing more for now: ask
    later.
    """

    items: list[ToldEvent]
    next_cursor: str
    is_caught_up: bool


class Variant(TypedDict):
    """One kind of a product that can be bought; `stock` is null where nobody counts it."""

    id: str
    external_id: str
    title: str
    options: list[str]
    sku: str
    price: Money
    compare_at: Money | None
    stock: int | None
    may_exceed_stock: bool
    picture: str
    is_active: bool


class View(TypedDict):
    """A queue with filters under a name, one's own or of the team; `?view=` of the conversations takes it."""

    id: str
    name: str
    queue: Literal["now", "risk", "promised", "mine", "called", "customer", "snoozed", "solved", "spam"]
    filters: dict[str, str]
    is_shared: bool


class WayOut(TypedDict):
    """A way on which answers of an address can leave; `is_used` says that they do."""

    id: str
    account_id: str
    kind: Literal["smtp", "consent", "mailgun", "brevo"]
    host: str
    port: int
    security: Literal["tls", "starttls"]
    user: str
    state: Literal["trying", "works", "fails"]
    trouble: str | None
    detail: str
    tried_at: str | None
    is_used: bool


class Webhook(TypedDict):
    """An address that is told what happens.

    `kinds` names what it hears of; with `hears_everything` all, also what is added later. `stopped_because`
    is null while it listens. `failed_times` counts tries that failed in a row. `secret` is there only where
    it was just made.
    """

    id: str
    name: str
    url: str
    kinds: list[str]
    hears_everything: bool
    stopped_because: Literal["paused", "failing", "gone", "restored"] | None
    stopped_at: str | None
    failed_times: int
    failing_since: str | None
    last_tried_at: str | None
    last_delivered_at: str | None
    created_at: str
    secret: NotRequired[str | None]


class WebhookDelivery(TypedDict):
    """One event for one address: `message_id` is its `webhook-id`, `body` what is sent, the very bytes.

    `attempts` are there where one delivery is asked for, the newest first, fifty at most.
    """

    id: str
    webhook_id: str
    message_id: str
    kind: str
    state: Literal["waiting", "taken", "failed"]
    is_test: bool
    next_try_at: str | None
    happened_at: str
    body: str
    attempts: NotRequired[list[Attempt] | None]


class WebhookReplay(TypedDict):
    """Sending once more what happened in a stretch of time; `put` counts what it has put on its way by now."""

    id: str
    since: str
    until: str
    everything: bool
    put: int
    ended_at: str | None
    created_at: str


class Work(TypedDict):
    """What a colleague takes: no channels are all of them, no limit is the shop's usual one. `open` is what they
    have.
    """

    member: Ref
    is_on: bool
    languages: list[str]
    skills: list[str]
    channels: list[str]
    load_limit: int | None
    open: int
