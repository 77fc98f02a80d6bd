"""What the demo's customers have bought: enough for the pane beside each conversation that somebody would open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count, islice
from random import Random

from saath.conversations.models import Conversation
from saath.core import clock
from saath.demo.products import BY_TITLE, sell, variant_key
from saath.orders.actions.cash_rule import set_cash_rule
from saath.orders.actions.connections import make_connection
from saath.orders.actions.take import take_orders
from saath.orders.data import AddressData, BuyerData, LineData, OrderData, PaymentData, ScanData, ShipmentData
from saath.orders.reckoning.cash import Terms
from saath.orders.states import Method, Moved, Paid
from saath.stores.links import shopper_origin
from saath.tenancy.actor import Actor
from saath.tenancy.models import Store
from saath.tenancy.scope import current_store_id

MOST_CUSTOMERS = 400
BATCH = 200
NUMBER = re.compile(r"PT-\d{5}")
FIRST_NUMBER = 18_200
THINGS = (
    ("Neelambari bedsheet", "King", 149_700),
    ("Neelambari bedsheet", "Single", 99_700),
    ("Sukoon pillow", "", 70_000),
    ("Sukoon slim pillow", "", 64_900),
    ("Razai, block print", "Double", 249_900),
    ("Cushion cover, indigo", "Set of 5", 89_500),
    ("Jaipuri dohar", "", 119_900),
)
# What somebody who writes of a thing has bought, by its place above.
WRITES_OF = (
    (0, r"chad+ar|sheet|ચાદર|चादर"),
    (2, r"taki|pillow|ઓશી|तकिय"),
    (4, r"raja?i|razai|રજાઈ|रज़ाई"),
    (5, r"cushion|કુશન|कुशन"),
)
CITIES = (
    ("Indore", "452010"),
    ("Surat", "395007"),
    ("Ahmedabad", "380015"),
    ("Mumbai", "400064"),
    ("Pune", "411045"),
)
PROMISED_DAYS = 6
# A shop that is well run has few late orders, and none that is late for long.
MOST_LATE = 5
MOST_DAYS_LATE = 7
STILL_COMING = (Moved.ATTEMPTED, Moved.IN_TRANSIT, Moved.IN_TRANSIT, Moved.OUT_FOR_DELIVERY, Moved.LABEL)


@dataclass
class LateOnes:
    """The orders that are late today: few, and none for long."""

    today: date
    left: int = MOST_LATE

    def may_be_coming(self, ordered_at: datetime) -> bool:
        """Return whether an order may be on its way still; one that is late with this is one of the few."""
        days_late = (self.today - _promised_on(ordered_at)).days
        if days_late <= 0:
            return True
        is_one = self.left > 0 and days_late <= MOST_DAYS_LATE
        self.left -= is_one
        return is_one


def buy(actor: Actor, seed: int) -> None:
    """Let the customers who wrote last have bought: what they wrote about, and now and then something before it."""
    chance = Random(seed)
    connection = make_connection(actor, platform="csv", account="demo", name="Paanch Takiye")
    set_cash_rule(actor, terms=Terms(most_minor=500_000, not_at=("79", "194101"), most_refused=2))
    sell(actor, connection, page=f"{shopper_origin(current_store_id())}/shop/")
    orders = _orders(chance)
    while batch := list(islice(orders, BATCH)):
        take_orders(actor, connection, told=batch, is_history=True)


def _orders(chance: Random) -> Iterator[OrderData]:
    zone = Store.objects.get(pk=current_store_id()).zone
    late = LateOnes(today=clock.now().astimezone(zone).date())
    taken: set[str] = set()
    spare = (f"PT-{number}" for number in count(FIRST_NUMBER))
    newest = Conversation.objects.filter(identity__namespace="email").exclude(state=Conversation.State.SPAM)
    customers: set[int] = set()
    for conversation in newest.select_related("identity").order_by("-last_message_at")[: 2 * MOST_CUSTOMERS]:
        if conversation.customer_id in customers or len(customers) == MOST_CUSTOMERS:
            continue
        customers.add(conversation.customer_id)
        first = conversation.created_at - timedelta(days=chance.randrange(4, 8), hours=chance.randrange(20))
        said = _said_in(conversation)
        about = next((number for number in NUMBER.findall(said) if number not in taken), "") or next(spare)
        taken.add(about)
        is_done = conversation.state == Conversation.State.SOLVED
        is_coming = not is_done and chance.random() >= 0.4 and late.may_be_coming(first)
        end = chance.choice(STILL_COMING) if is_coming else Moved.DELIVERED
        yield _order(chance, conversation, about, first, end, thing=_written_of(said))
        for before in range(chance.choice((0, 0, 1, 1, 2, 4))):
            at = first - timedelta(days=40 * (before + 1) + chance.randrange(30))
            yield _order(chance, conversation, next(spare), at, Moved.DELIVERED)


def _promised_on(at: datetime) -> date:
    return (at + timedelta(days=PROMISED_DAYS)).date()


def _said_in(conversation: Conversation) -> str:
    texts = conversation.messages.filter(direction="in").order_by("-id").values_list("text", flat=True)[:5]
    return " ".join([conversation.subject, *texts])


def _written_of(said: str) -> int | None:
    return next((thing for thing, words in WRITES_OF if re.search(words, said, re.IGNORECASE)), None)


def _order(
    chance: Random,
    conversation: Conversation,
    number: str,
    at: datetime,
    end: Moved,
    thing: int | None = None,
) -> OrderData:
    identity = conversation.identity
    places = range(chance.choice((1, 1, 2, 3)))
    lines = tuple(_line(chance, place, thing if place == 0 else None) for place in places)
    total = sum(line.unit_minor * line.quantity for line in lines)
    city, pincode = chance.choice(CITIES)
    method = chance.choice((Method.UPI, Method.UPI, Method.COD, Method.CARD))
    is_paid = method != Method.COD or end == Moved.DELIVERED
    payment = PaymentData("1", method, Paid.PAID if is_paid else Paid.PENDING, total)
    return OrderData(
        key=number,
        number=number,
        placed_at=at,
        updated_at=at + timedelta(days=1),
        currency="INR",
        total_minor=total,
        buyer=BuyerData(name=identity.display_name, email=identity.address),
        address=AddressData(name=identity.display_name, city=city, pincode=pincode, country="IN"),
        lines=lines,
        payments=(payment,),
        shipments=(_parcel(chance, number, at, city, end),),
        promised_on=_promised_on(at),
        is_confirmed=True,
    )


def _line(chance: Random, place: int, thing: int | None) -> LineData:
    title, variant, price = chance.choice(THINGS) if thing is None else THINGS[thing]
    sold = BY_TITLE[title]
    return LineData(
        str(place),
        title,
        chance.choice((1, 1, 1, 2)),
        price,
        variant=variant,
        product_key=sold.key,
        variant_key=variant_key(sold, variant),
    )


def _parcel(chance: Random, number: str, at: datetime, city: str, end: Moved) -> ShipmentData:
    """Return a parcel that was picked up a day after the order and has come as far as `end`, by now."""
    way = [ScanData(at + timedelta(days=1), Moved.PICKED_UP, place="Jaipur")]
    if end != Moved.PICKED_UP:
        way.append(ScanData(min(at + timedelta(days=4), clock.now()), end, place=city))
    scans = () if end == Moved.LABEL else tuple(way)
    return ShipmentData("1", "Raftaar", f"RF{chance.randrange(10_000, 99_999)}", scans=scans)
