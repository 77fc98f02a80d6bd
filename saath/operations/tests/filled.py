"""A shop with something of everything, made the way it is made in life."""

from __future__ import annotations

from datetime import date, time, timedelta
from email.message import EmailMessage
from functools import partial
from io import BytesIO

import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator

from saath.channels.email.dkim_sign import Algorithm, KeyPair
from saath.channels.email.imap_facts import Security
from saath.chats.actions.contact import give_contact
from saath.chats.actions.openers import OpenerWish, count_opener, write_opener
from saath.chats.actions.post import post_message
from saath.chats.actions.pushes import add_push
from saath.chats.actions.reading import mark_seen
from saath.chats.actions.secret import renew_identity_secret
from saath.chats.actions.settings import switch_chat
from saath.chats.actions.staffing import keep_pace, record_look
from saath.chats.actions.visit import begin_visit
from saath.chats.availability_rules import Pace
from saath.chats.posts import Post
from saath.chats.queries.visitors import actor_of as actor_of_visitor
from saath.chats.rules import Page
from saath.checklists.tests.builders import write_checklist
from saath.conversations.actions.accounts import trust_server
from saath.conversations.actions.answer_aside import answer_by_link
from saath.conversations.actions.ask_aside import Asking, ask_aside
from saath.conversations.actions.checklists import add_item, put_checklist, tick_items
from saath.conversations.actions.drafts import add_draft_files, save_draft
from saath.conversations.actions.fields import fill_conversation
from saath.conversations.actions.hand_over import hand_over
from saath.conversations.actions.later import schedule_reply
from saath.conversations.actions.learn import learn_answered
from saath.conversations.actions.outsiders import Entry
from saath.conversations.actions.problems import link_to_problem, open_problem
from saath.conversations.actions.promising import Promise
from saath.conversations.actions.rate import rate_solution
from saath.conversations.actions.reading import mark_read
from saath.conversations.actions.reply import add_note, reply
from saath.conversations.actions.sender_rules import add_sender_rule
from saath.conversations.actions.split import split_conversation, undo_split
from saath.conversations.actions.suppression import suppress_address
from saath.conversations.actions.sweeps import start_sweep
from saath.conversations.actions.tags import tag_conversation
from saath.conversations.actions.triage import solve_conversation
from saath.conversations.actions.updates import promise_update
from saath.conversations.actions.uploads import keep_upload
from saath.conversations.actions.views import save_view
from saath.conversations.models import Conversation, Draft, Message, PromisedUpdate, Solution, Suppression
from saath.conversations.parts import save_uploads
from saath.conversations.spam.lessons import answered_lessons
from saath.conversations.switching import Switching
from saath.conversations.tests.builders import Desk, arrive, mail, make_desk, work
from saath.conversations.tests.elsewhere import office_address
from saath.core.clock import now
from saath.core.secrets import encrypt
from saath.core.tests.push_service import Browser
from saath.customers.actions.consent import Shown, record_consent
from saath.customers.actions.know import know_by
from saath.customers.actions.notes import write_note
from saath.customers.actions.split import split_off
from saath.customers.actions.split import undo_split as undo_customer_split
from saath.customers.actions.suggest import suggest_same
from saath.customers.actions.tags import tag_customer
from saath.customers.evidence import Evidence
from saath.customers.evidence import Kind as EvidenceKind
from saath.fields.actions.filling import fill_customer
from saath.fields.kinds import About, Kind
from saath.fields.tests.builders import make_field
from saath.files import storage
from saath.mailboxes.actions.manage import add_mailbox
from saath.orders.actions.bring import begin_import, check_import
from saath.orders.actions.cash_rule import set_cash_rule
from saath.orders.actions.connections import keep_secret
from saath.orders.actions.deliver import write_down
from saath.orders.actions.learn import learn_couriers, set_delivery_rule
from saath.orders.actions.limits import set_limits
from saath.orders.actions.offers import offer_product, offers_sent, set_payment_account
from saath.orders.actions.parcels import hear_of_parcel
from saath.orders.actions.products import take_products
from saath.orders.acts.commands import Kind as ActKind
from saath.orders.acts.wishes import Wish as ActWish
from saath.orders.csv_files.opening import shape_of
from saath.orders.data import AddressData, BuyerData, LineData, ScanData
from saath.orders.models import Connection, Order, OrderAct, Variant
from saath.orders.reckoning.cash import Terms
from saath.orders.states import Moved
from saath.orders.tests.builders import NOON, make_platform, order_data, sheet, take, whole_order
from saath.promises.amends.actions.deciding import Terms as AmendsTerms
from saath.promises.amends.actions.deciding import add_codes, decide_amends
from saath.promises.amends.actions.make import doubt_amends
from saath.promises.chain.actions.chain import set_chain
from saath.promises.chain.rules import STARTING
from saath.promises.grievances.actions.deciding import Decision, decide_grievance
from saath.promises.grievances.actions.opening import Opening, open_grievance
from saath.promises.grievances.tests.builders import open_page
from saath.promises.models import Amends, AmendsCode, Clock, KeptDay, OwnWord, Policy, RoutingDecision
from saath.promises.reminders.actions.deciding import decide_own_words
from saath.promises.reminders.actions.marking import keep_mark
from saath.promises.routing.actions.presence import note_seen
from saath.promises.routing.actions.settings import set_routing, set_work
from saath.promises.routing.content import Routing, Work
from saath.promises.routing.rules import Because
from saath.promises.standards.actions import begin_draft, confirm_reading
from saath.promises.standards.tests.builders import publish
from saath.sending.actions.domains import keep_keys
from saath.sending.actions.ways import add_mailgun, use_installation
from saath.stores.actions.hours import set_channel_hours, set_special_day
from saath.stores.actions.invitations import invite_member
from saath.stores.actions.settings import add_holiday, set_languages
from saath.stores.actions.shop import present_shop
from saath.stores.hours import ALWAYS_OPEN, Interval
from saath.stores.models import Member
from saath.stores.queries import actor_of
from saath.stores.rules import Role
from saath.stores.tests.builders import TEST, make_colleague
from saath.team.actions.hearing import add_device, choose_hearing
from saath.team.models import Escalation
from saath.team.rules import Digest, Quiet, Wish
from saath.tenancy.actor import Actor
from saath.tenancy.scope import store_scope
from saath.timeline.epoch import current_epoch
from saath.webhooks.actions.endpoints import add_endpoint, pause_endpoint, send_test
from saath.webhooks.actions.outcomes import record_outcome
from saath.webhooks.actions.replays import begin_replay
from saath.webhooks.content import Content
from saath.webhooks.models import Attempt
from saath.webhooks.sending import Outcome
from saath.writing.actions.drafting import keep_with_saved
from saath.writing.actions.using import run_macro
from saath.writing.deeds import Deeds
from saath.writing.inserted import Inserted
from saath.writing.queries import get_saved
from saath.writing.tests.builders import save_reply

SHOPS = (("paanch-takiye", "namaste@paanch.test"), ("ek-jhoola", "hello@jhoola.test"))
SECRET = "JBSWY3DPEHPK3PXP"

NOT_HERE = "<before-we-came@example.in>"
SERVER = "mx.paanch.test"


def fill() -> list[Desk]:
    """Make two shops that have answered customers; nothing is left to be done."""
    current_epoch()
    desks = [make_desk(slug, address, f"meera@{slug}.test") for slug, address in SHOPS]
    for desk in desks:
        _ask(desk)
        _answer(desk)
    with time_machine.travel(now() + timedelta(seconds=30)):
        work()
    return desks


def leave_answer_waiting(desk: Desk) -> None:
    """Write an answer that is still held back."""
    with store_scope(desk.store_id):
        by_mail = Conversation.objects.filter(account=desk.account).latest("pk")
        reply(desk.actor, by_mail, text="Aaj bhej diya", client_key="waits")


def _ask(desk: Desk) -> None:
    """Let a customer whose mail is proved ask, and be told at once that it is here."""
    with store_scope(desk.store_id):
        trust_server(TEST, desk.account, authserv_ids=SERVER, is_behind_server=True)
    proof = {"Authentication-Results": f"{SERVER}; dmarc=pass header.from=example.in"}
    question = mail(
        "Kab tak aayega? नमस्ते, ક્યારે આવશે?", to=desk.account.address, answers=NOT_HERE, headers=proof
    )
    arrive(_with_picture(question), to=desk.account.address)


def _sell(conversation: Conversation) -> None:
    """Offer a product, which is bought."""
    platform = Connection.objects.get()
    take_products(TEST, platform, told=[sheet(url="https://paanch-takiye.example/n")])
    set_payment_account(TEST, vpa="takiye@okbank", name="पाँच तकिये")
    king = Variant.objects.select_related("product__connection").get(key="K")
    offer = offer_product(
        TEST, kind="product", product=king.product, variant=king, identity=conversation.identity,
        conversation=conversation.public_id,
    )  # fmt: skip
    if offer is not None:
        offers_sent(TEST, [offer.public_id], at=NOON)
    line = LineData("L1", king.product.title, 1, 245_000, product_key=king.product.key)
    who = BuyerData(email=conversation.identity.address)
    take(platform, order_data("3", buyer=who, lines=(line,), placed_at=NOON + timedelta(hours=1)))


def _open(desk: Desk) -> None:
    add_holiday(TEST, date=date(2037, 1, 26), name="Republic Day", names={"hi": "गणतंत्र दिवस"})
    set_special_day(
        TEST, date=date(2037, 11, 6), hours=[Interval(time(16), time(21))], reason={"hi": "दिवाली"}
    )
    set_channel_hours(TEST, channel=desk.account.channel, week=ALWAYS_OPEN)


def _answer(desk: Desk) -> None:
    with store_scope(desk.store_id):
        _open(desk)
        set_languages(TEST, languages=["hi", "en"])
        present_shop(
            TEST, name=desk.shop.store.name, names={"hi": "पाँच तकिये"}, language="hi", colour="#1d4e79"
        )
        conversation = Conversation.objects.get()
        colleague = _next(desk)
        _hear_by_mail(colleague)
        add_note(desk.actor, conversation, text="@Next Ask the courier", client_key="n1")
        solve_conversation(desk.actor, conversation, resolution=Conversation.Resolution.APOLOGY)
        customer = Actor(kind="customer", label="in the chat")
        rate_solution(customer, Solution.objects.get(), stars=4, words="जल्दी हुआ")
        tag_conversation(desk.actor, conversation, name="parcel")
        macro = save_reply("Close", deeds=Deeds(("done",)))
        save_reply("Bye", texts={"en": "Bye", "hi": "विदा"})
        run_macro(desk.actor, conversation, reply=macro)
        start_sweep(desk.actor, [conversation.pk], deed="tag", values={"name": "many"})
        _have_orders(colleague, conversation)
        mark_read(desk.actor, conversation)
        at_work = Switching(office_address(conversation).public_id, "other", "वहीं हैं")
        answer = reply(desk.actor, conversation, text="Kal tak 🙏", client_key="r1", switching=at_work)
        _ask_aside(desk, conversation)
        undo_split(desk.actor, split_conversation(desk.actor, conversation, at=answer))
        hand_over(desk.actor, conversation, to=colleague, reason="knows", summary="It comes tomorrow; नमस्ते")
        _leave_unfinished(desk, conversation)
        _give_out(desk, conversation)
        _speak(desk, conversation)
        _promise(desk, conversation)
        add_sender_rule(TEST, kind="block", sender="followers.test")
        learn_answered(TEST, answered_lessons(limit=10))
        suppress_address(
            TEST, namespace="email", key="gone@example.in", address="gone@example.in", status="5.1.1",
            reason=Suppression.Reason.BOUNCED, message=Message.objects.latest("pk"),
        )  # fmt: skip
        add_mailbox(
            TEST, account=desk.account, host="imap.paanch.test", port=993, security=Security.TLS, user="namaste",
            password=SECRET,
        )  # fmt: skip
        add_mailgun(TEST, desk.account, domain="mg.paanch.test", key=SECRET, region="eu")
        use_installation(TEST, desk.account)
        keep_keys(TEST, name="paanch.test", pairs=[KeyPair(Algorithm.RSA, SECRET, "public")])
        invite_member(TEST, email=f"ravi@{desk.shop.store.slug}.test", role=Role.READER)
        _chat(desk)
        _tell_server()
    person = desk.member.person
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={"secret": encrypt(SECRET)})
    EmailAddress.objects.get_or_create(user=person, email=person.email)


def _act_on_order(member: Member) -> None:
    """Leave behind what was done to an order long ago, and what a role may spend."""
    set_cash_rule(TEST, terms=Terms(most_minor=500_000, not_at=("79",), most_refused=2))
    set_limits(TEST, currency="INR", limits={Role.MEMBER: 50_000})
    done = ActWish(ActKind.ADDRESS, address=AddressData("Sunita", ("12 विजय नगर",), "Indore", "MP", "452010"))
    OrderAct.objects.create(
        order=Order.objects.get(),
        kind=ActKind.ADDRESS,
        wish=done.as_json(),
        reason="पता ग़लत था",
        currency="INR",
        state=OrderAct.State.DONE,
        asked_by=member,
        approved_by=member,
    )


def _have_orders(colleague: Member, conversation: Conversation) -> None:
    """Sell, let the platform tell of it, let the parcel come and learn from it."""
    take(platform := make_platform(), whole_order())
    keep_secret(TEST, platform, secret=SECRET)
    write_down(TEST, platform, key="नमस्ते", headers={"topic": "orders"}, body=b"\x00\xff")
    _act_on_order(colleague)
    _sell(conversation)
    hear_of_parcel(TEST, awb="RF88213", scans=[ScanData(NOON + timedelta(days=3), Moved.DELIVERED)])
    learn_couriers(TEST, limit=10)
    set_delivery_rule(TEST, dispatch_days=1, courier_days=4)
    octets = b"Order No,Date,Total\n1,20/11/2026,4\n2,never,4\n"
    begun = begin_import(
        TEST,
        saved=storage.save(BytesIO(octets), max_bytes=1_000),
        name="आर्डर.csv",
        shape=shape_of(BytesIO(octets)),
        currency="INR",
    )
    check_import(TEST, begun, columns=begun.columns, dates="dmy", currency="INR")


def _hear_by_mail(member: Member) -> None:
    """Let a colleague miss what is handed to them, with a device that hears of nothing."""
    wish = Wish(kinds={"handed": ("mail",)}, quiet=Quiet.NEVER, digest=Digest.DAILY)
    choose_hearing(actor_of(member), wish=wish)
    keys, endpoint = Browser().keys, f"https://push.example.com/{member.pk}"
    add_device(actor_of(member), endpoint=endpoint, **keys, label="Phone")


def _leave_unfinished(desk: Desk, conversation: Conversation) -> None:
    """Promise to write, begin a note with a file, and let an answer wait for tomorrow."""
    tomorrow = now() + timedelta(days=1)
    Policy.objects.create(name="Letters", channel="email", first_answer_seconds=900)
    Escalation.objects.create(clock=Clock.objects.earliest("pk"), step="owner", member=desk.member)
    promise_update(desk.actor, conversation, promise=Promise(PromisedUpdate.Kind.WRITE, tomorrow))
    save_draft(desk.actor, conversation, kind=Draft.Kind.NOTE, text="Lot 14")
    files = save_uploads([("lot.txt", BytesIO(b"14"))])
    add_draft_files(desk.actor, conversation, kind=Draft.Kind.NOTE, files=files)
    keep_upload(desk.actor, file=files[0])
    save_view(desk.actor, name="Hers", queue="mine", filters={}, is_shared=False)
    _know_more(desk)
    _do_by_list(desk)
    saved = get_saved(desk.actor, save_reply("Later", "Later").public_id)
    later = partial(
        schedule_reply, desk.actor, conversation, text="Later", leaves_at=tomorrow, client_key="later"
    )
    keep_with_saved(desk.actor, [Inserted(saved, "en")], keep=later)


def _next(desk: Desk) -> Member:
    """Return a colleague who is asked in a note, and to whom a conversation is handed over."""
    return make_colleague(desk.shop, f"next@{desk.shop.store.slug}.test")


def _chat(desk: Desk) -> None:
    """Let somebody write on the shop's page, be answered there and see it."""
    settings = switch_chat(TEST, is_on=True)
    record_look(TEST, seats=[str(desk.member.public_id)])
    keep_pace(TEST, pace=Pace(first_answer_seconds=40, handling_seconds=300))
    visitor = begin_visit(TEST, language="gu", name="ઉષા")
    page = Page("https://shop.test/razai", "રજાઈ")
    wish = OpenerWish("/razai", "after", 30, {"gu": "કઈ રજાઈ ફાવશે?", "hi": "", "en": ""}, is_on=True)
    opener = write_opener(TEST, wish=wish).public_id
    count_opener(TEST, public_id=opener, what="shown")
    asked = Post("key-0001", "ક્યારે આવશે?", page=page, language="gu", opener=opener)
    posted = post_message(actor_of_visitor(visitor), visitor, account=settings.account, post=asked)
    answer = reply(desk.actor, posted.message.conversation, text="આવતી કાલે", client_key="c1")
    mark_seen(actor_of_visitor(visitor), visitor, up_to=answer.public_id)
    renew_identity_secret(TEST)
    renew_identity_secret(TEST)
    service = {"endpoint": "https://push.example.com/an-app", **Browser().keys}
    add_push(actor_of_visitor(visitor), visitor, **service)
    give_contact(actor_of_visitor(visitor), visitor, address="usha@example.in")


def _tell_server() -> None:
    """Tell a server of the shop's of what happens, which does not answer, and then no more."""
    endpoint = add_endpoint(TEST, content=Content("गोदाम", "https://paanch.example/saath", (), True)).endpoint
    tried = send_test(TEST, endpoint)
    record_outcome(TEST, tried, outcome=Outcome(Attempt.Failure.SLOW), began_at=now())
    begin_replay(TEST, endpoint, since=now() - timedelta(hours=1), until=now())
    pause_endpoint(TEST, endpoint)


def _with_picture(message: EmailMessage) -> EmailMessage:
    message.add_attachment(
        bytes(range(256)) * 40, maintype="application", subtype="octet-stream", filename="a.bin"
    )
    return message


def _know_more(desk: Desk) -> None:
    """Fill in a field of a conversation and one of its customer, who was taken for two for a while."""
    size, fit = make_field("Size", Kind.TEXT), make_field("Fit", Kind.TEXT, about=About.CUSTOMER)
    conversation = Conversation.objects.select_related("customer").order_by("pk")[0]
    fill_conversation(desk.actor, conversation, values={size.public_id: "King"})
    fill_customer(desk.actor, conversation.customer, values={fit.public_id: "Loose"})
    at_work = know_by(
        desk.actor, conversation.customer, namespace="email", key="s@work.test", address="s@work.test"
    )
    write_note(desk.actor, conversation.customer, text="आवाज़ धीमी सुनाई देती है", is_pinned=True)
    tag_customer(desk.actor, conversation.customer, name="गेस्ट हाउस")
    record_consent(
        desk.actor,
        conversation.customer,
        purpose="marketing",
        channel="email",
        shown=Shown("क्या हम लिखें?", "hi", 1),
        how="said",
        proof="सोमवार का फ़ोन",
    )
    split = split_off(desk.actor, at_work)
    suggest_same(
        TEST, split.source, other=split.target, evidence=Evidence(EvidenceKind.SIGNED, "s@work.test")
    )
    undo_customer_split(desk.actor, split)


def _do_by_list(desk: Desk) -> None:
    """Put a checklist on a conversation, and tick the first thing on it."""
    conversation = Conversation.objects.order_by("pk")[0]
    put = put_checklist(desk.actor, conversation, checklist=write_checklist())
    tick_items(desk.actor, conversation, done=[put.items.order_by("place")[0].public_id])
    add_item(desk.actor, conversation, words="Call the neighbour")


def _give_out(desk: Desk, conversation: Conversation) -> None:
    """Leave behind who takes what, and why nobody got something once."""
    set_routing(TEST, terms=Routing("off", "queue"))
    set_work(desk.actor, desk.member, work=Work(languages=["hi"], load_limit=4))
    note_seen(TEST, seats={str(desk.member.public_id)})
    RoutingDecision.objects.create(
        conversation=conversation, outcome="nobody", reasons=[Because("away", 1).as_json()]
    )


def _make_amends(desk: Desk, conversation: Conversation) -> None:
    """Leave behind what a missed promise cost."""
    decide_amends(
        TEST,
        terms=AmendsTerms({"solution": "prepare"}, "codes", 10_000, 50_000, 90, 60, signed_by=desk.member),
    )
    add_codes(TEST, codes=["SORRY-1", "SORRY-2"])
    clock = Clock.objects.filter(conversation=conversation).earliest("pk")
    doubt_amends(TEST)
    amends = Amends.objects.create(
        conversation=conversation, identity=conversation.identity, clock=clock, kind=clock.kind,
        promised_at=now(), state=Amends.State.SENT, gift="codes", code="SORRY-1", cost_minor=10_000,
        signed_by=desk.member,
    )  # fmt: skip
    AmendsCode.objects.filter(code="SORRY-1").update(amends=amends, used_at=now())


def _speak(desk: Desk, conversation: Conversation) -> None:
    """Leave behind what Saath said by itself, and what a missed promise cost."""
    _make_amends(desk, conversation)
    decide_own_words(TEST, kind="reminder", is_on=True, values={"remind_after_days": 4})
    keep_mark(TEST, kind="reminder")  # as after a restore: where it looks from is found anew
    OwnWord.objects.create(
        conversation=conversation,
        identity=conversation.identity,
        kind="reminder",
        answer=Message.objects.latest("pk"),
    )


def _complain(desk: Desk, conversation: Conversation) -> None:
    """Show the page for grievances, and make a conversation one that was decided."""
    open_page(member=desk.member)
    grievance = open_grievance(TEST, conversation, opening=Opening(tells=False))
    told = Decision("replacement", why="Told by telephone.")
    decide_grievance(TEST, grievance, decision=told, client_key="told")


def _promise(desk: Desk, conversation: Conversation) -> None:
    """Publish what the shop promises, have it read, and begin the next version."""
    confirm_reading(desk.actor, publish(TEST))
    begin_draft(TEST)
    set_chain(TEST, steps=[*STARTING[:1], *STARTING[2:]])
    KeptDay.objects.create(day=date(2026, 11, 2), channel="email", kind="first_answer", count=3, kept=2)
    _complain(desk, conversation)


def _ask_aside(desk: Desk, conversation: Conversation) -> None:
    """Let the packer be asked by link and answer, and let it be a case of a problem."""
    asking = Asking(text="Was it packed?", due_at=now() + timedelta(hours=2), is_mailed=False)
    packer = Entry("Mahesh", "packer", "gu", "")
    question = ask_aside(desk.actor, conversation, outsider=packer, asking=asking, client_key="aside")
    answer_by_link(Actor(kind="outsider", label="by the link"), question, text="હા", client_key="packed")
    link_to_problem(desk.actor, conversation, problem=open_problem(desk.actor, name="Late"))
