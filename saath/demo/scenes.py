"""Conversations written by hand: who waits right now, and one of every state that a desk knows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from saath.demo.enclosures import pale_sheet, room_list, stained_sheet
from saath.demo.history import Times
from saath.demo.story import (
    Answers,
    Assigns,
    Customer,
    CustomerWrites,
    Deed,
    MachineWrites,
    Notes,
    Reopens,
    Solves,
    Step,
    Story,
    Tags,
)
from saath.demo.team import ARJUN, FARIDA, MEERA, OWNER
from saath.demo.voices import STYLES, customers

HOUR = 3600
DAY = 24 * HOUR


def scenes(times: Times) -> Iterator[Story]:
    """Yield every conversation that was written by hand."""
    yield from _waiting(times)
    yield from _with_the_customer(times)
    yield from _in_trouble(times)
    yield from _from_machines(times)


def _waiting(times: Times) -> Iterator[Story]:
    """Who waits now: the promise runs, hurries, or has passed."""
    yield _told(times, "Lakshmi Iyer", "Sukoon pillow and neck pain", [
        (250, CustomerWrites("Hello,\n\nIs the Sukoon pillow okay for neck pain? I sleep on my side, and my present one is as flat as a dosa.\n\nLakshmi")),
        (240, Assigns(OWNER.key, ARJUN.key)),
    ])
    yield _told(times, "Imran Qureshi", "ek hi takiya aaya", [
        (430, CustomerWrites("bhai 2 takiye mangwaye the, ek hi aaya hai. dusra kab bhejoge? order PT-20431")),
    ])
    yield _sunita(times)
    yield _told(times, "જિજ્ઞેશ દેસાઈ", "ચાદરનો રંગ", [
        (95, _letter_with_picture()),
        (80, Assigns(MEERA.key, FARIDA.key)),
    ])
    yield _told(times, "Kavita Nair", "Loved the block-print set", [
        (60, CustomerWrites("Loved the block-print set! Could you gift-wrap the next one for my mother? Her birthday is on the 5th and she turns seventy.\n\nKavita")),
    ])
    yield _told(times, "शबनम ख़ान", "चादर भीगी हुई आई", [
        (150, CustomerWrites(
            "नमस्ते,\n\nपार्सल आज भीगा हुआ मिला। चादर पर मोड़ के पास बड़ा सा दाग़ है, फ़ोटो साथ में है। बेटी की सगाई परसों है, क्या उससे पहले दूसरी मिल सकती है?\n\nशबनम",
            enclosures=(stained_sheet(),),
        )),
        (120, Tags(OWNER.key, "quality")),
    ])
    yield _told(times, "Krupa Shah", "khata ma paisa nathi aavya", [
        (1500, CustomerWrites("kem cho,\n\nrefund haji nathi aavyu, ₹1,499 che. 12 tarikhe return karyu hatu. jara joi aapo ne\n\nKrupa")),
    ])
    yield _told(times, "Thomas Kurian", "Towels?", [
        (20, CustomerWrites("Good day. Do you also make bath towels in the Sanganer print, or is it only for beds? We are doing up a homestay in Kumarakom.")),
    ])
    yield _told(times, "Gurpreet Singh", "rider ne phone nahi kiya", [
        (200, CustomerWrites("Sat sri akal ji, rider aaya aur bina phone kiye chala gaya. main ghar pe hi tha. kal subah 10 se pehle bhijwa do please, phir duty pe jaana hai. PT-20409")),
        (185, Assigns(OWNER.key, OWNER.key)),
    ])
    yield _told(times, "Ananya Rao", "Allergy to feathers", [
        (290, CustomerWrites("Hi,\n\nMy son is allergic to feathers and dust mites. Is the Neem cotton pillow really only cotton? The label in the photo cannot be read.\n\nThanks,\nAnanya")),
    ])


def _sunita(times: Times) -> Story:
    """Return the conversation of the design: a late parcel, a promise that was kept, and a new address."""
    kept = "Namaste Sunita ji, thank you for telling me about Saturday. The parcel is at the Indore hub. I am watching it myself and will write to you before 6 pm tomorrow, whatever happens."
    news = "सुनीता जी, आपका पार्सल इंदौर हब से निकल गया है। कल दोपहर 2 बजे तक आपके पास पहुँच जाएगा।"
    return _told(times, "Sunita Verma", "Order PT-20418, kab tak aayega?", [
        (4 * DAY + 5 * HOUR, CustomerWrites("Namaste, I ordered the Neelambari king bedsheet and two Sukoon pillows on 12 Nov. Tracking says \"in transit\" since Friday. My sister's family is coming on Saturday. Kindly tell when it will reach.\n\nSunita")),
        (4 * DAY + 5 * HOUR - 240, Answers(MEERA.key, kept)),
        (3 * DAY + 20 * HOUR, Answers(MEERA.key, news)),
        (1300, CustomerWrites("2 बज गए, पार्सल अभी तक नहीं आया। कूरियर वाला फ़ोन भी नहीं उठा रहा। शनिवार को मेहमान आ रहे हैं, बहुत परेशान हूँ।", quotes=news)),
        (1150, Answers(MEERA.key, "सुनीता जी, पढ़ लिया है। अभी हब से बात कर रही हूँ, दस मिनट में आपको लिखती हूँ।")),
        (700, Notes(FARIDA.key, "Spoke to Manoj at the Indore hub. The rider can go again today 17:00 to 18:00 if we send the new address before 15:30. @Meera")),
        (690, Tags(FARIDA.key, "delivery")),
        (110, CustomerWrites("hello koi hai? mera naya address Scheme 54 hai, purane wale pe mat bhejna")),
    ])


def _letter_with_picture() -> CustomerWrites:
    """Return a letter in HTML with a photo in the middle, as a phone makes it."""
    picture = pale_sheet("colour@phone")
    text = "નમસ્તે,\n\nચાદરનો રંગ ફોટા કરતાં ઘણો આછો લાગે છે. બદલી આપશો?\n\nજિજ્ઞેશ દેસાઈ\nરાજકોટ"
    html = (
        '<div lang="gu"><p>નમસ્તે,</p><p>ચાદરનો રંગ ફોટા કરતાં <b>ઘણો આછો</b> લાગે છે. બદલી આપશો?</p>'
        f'<p><img src="cid:{picture.content_id}" alt="ચાદર" width="480"></p>'
        '<p style="color:#666">જિજ્ઞેશ દેસાઈ<br>રાજકોટ</p></div>'
    )
    return CustomerWrites(text, html=html, enclosures=(picture,))


def _with_the_customer(times: Times) -> Iterator[Story]:
    """Answered, and it is the customer's turn."""
    yield _told(times, "रमेश यादव", "रिफ़ंड नहीं आया", [
        (9 * HOUR, CustomerWrites("रिफ़ंड अभी तक खाते में नहीं आया, एक बार देख लीजिए। ₹2,199 है, ऑर्डर PT-20355।\n\nरमेश यादव")),
        (8 * HOUR, Answers(MEERA.key, "रमेश जी, नमस्ते।\n\nदेख लिया है: पैसे आज सुबह 11:20 पर निकले हैं, UTR 46120998 है। शाम 6 बजे तक खाते में दिखने चाहिए। न दिखें तो बस \"नहीं आया\" लिख दीजिए, आगे हम देखेंगे।")),
        (8 * HOUR - 60, Tags(MEERA.key, "refund")),
    ])
    yield _told(times, "Pooja Bansal", "Neelambari king kab aayega", [
        (27 * HOUR, CustomerWrites("Neelambari king size out of stock dikha raha hai. kab aayega? behen ki shaadi me dena hai")),
        (26 * HOUR, Answers(ARJUN.key, "Pooja ji, namaste. Kapda loom pe hai, is hafte ke end tak king size aa jayega. Aate hi sabse pehle aapko likhunga.")),
        (7 * HOUR, CustomerWrites("ok didi, king size wala wapas aaye to bata dena")),
        (6 * HOUR, Answers(MEERA.key, "Zaroor Pooja ji. Aapke liye do rakh liye hain, bina advance ke. Kal shaam 7:30 tak pakka bata dungi.")),
    ])
    yield _told(times, "Harpreet Kaur", "silai khul gayi", [
        (5 * HOUR, CustomerWrites("Sat sri akal, ek baar dhone ke baad cushion ki silai khul gayi. PT-20388")),
        (4.8 * HOUR, Answers(FARIDA.key, "Sat sri akal Harpreet ji. Ye nahi hona chahiye tha, maaf kijiye. Ek photo bhej dijiye, naya aaj hi nikal jayega. Purana wapas nahi chahiye.")),
        (2.2 * HOUR, CustomerWrites("photo bhejti hoon shaam ko")),
        (2 * HOUR, Answers(FARIDA.key, "Theek hai ji, aaram se. Shaam 9 baje tak main hoon.")),
    ])
    yield _hotel(times)
    yield _long_letter(times)


def _hotel(times: Times) -> Story:
    """Return a thread of two hundred messages: the linen of a whole guest house, room by room."""
    deeds: list[tuple[float, Deed]] = [(
        41 * DAY,
        CustomerWrites(
            "Namaste ji,\n\nHotel Chhabra Residency, Gwalior se. Poore hotel ki chadar aur takiye badalne hain, 22 room. List saath me hai. Ek ek room ka karte hain, har room ka rang alag rakhna hai.\n\nTarun Chhabra",
            enclosures=(room_list(),),
        ),
    )]
    for number in range(99):
        at = 40.8 * DAY - number * 9.7 * HOUR
        ours, theirs = _about_room(101 + number // 5, number % 5)
        deeds += [(at, Answers(FARIDA.key if number % 4 else OWNER.key, ours)), (at - 4 * HOUR, CustomerWrites(theirs))]
    deeds.append((8 * HOUR, Answers(FARIDA.key, "Tarun ji, bill aur last lot ka LR number kal subah 11 baje tak bhej denge. Poora hotel ho gaya, badhai!")))
    deeds.append((7.9 * HOUR, Tags(FARIDA.key, "wholesale")))
    return _told(times, "Tarun Chhabra", "22 room ki linen", deeds)


def _about_room(room: int, turn: int) -> tuple[str, str]:
    """Return what we ask about a room, and what the hotel says; five turns make one room."""
    shade = ("neela", "haldi", "gulabi", "hara", "cream")[room % 5]
    return (
        (f"Room {room} ke liye kaunsa print rakhein? Humne {shade} socha hai, khidki poorab me hai na?", f"haan {shade} theek hai room {room} me. par chadar double hi dena, bed 72 ka hai"),
        (f"{room} me do chadar aur chaar cover, {shade}. Gadde ki oonchai kitni hai?", f"gadda {6 + room % 4} inch. pichhli baar waali chhoti pad gayi thi"),
        (f"To {room} ke liye 108 x 100 banayenge. Kapda kal dye hoga, photo parso.", "ok ji photo bhej dena, manager ko dikhana hai"),
        (f"Room {room} ka kapda taiyaar, dhoop me dekha, rang pakka hai. Pack karein?", "haan pack karo. cover me zip chahiye, button nahi"),
        (f"Room {room} nikal gaya, Shree Parcel se, {2 + room % 2} din me Gwalior.", f"mil gaya {room} wala, staff khush hai. agla room karte hain"),
    )[turn]


def _long_letter(times: Times) -> Story:
    """Return a very long mail: the minutes of a housing society that wants cushions for everybody."""
    houses = "\n".join(
        f"{wing}-{floor}0{door}: {2 + (floor + door) % 4} cushions, {('indigo', 'mustard', 'madder', 'leaf green')[(floor * door) % 4]}, "
        f"{('with', 'without')[door % 2]} piping, {('ground floor please', 'ring twice', 'leave with the watchman', 'after 18:00 only')[(floor + 2 * door) % 4]}"
        for wing in "ABCDEF" for floor in range(1, 10) for door in range(1, 5)
    )
    text = (
        "Dear Paanch Takiye,\n\nI write on behalf of Sagar Darshan Co-operative Housing Society, Pune. At our general meeting it was resolved, "
        "after a discussion of two hours, to buy cushions together so that the community hall and the balconies match on republic day. "
        "Every household has chosen, and I have copied the list out of the register by hand, so kindly forgive any slip.\n\n"
        f"{houses}\n\n"
        "Kindly let me know (a) the price for the lot, (b) whether the watchman may sign for all, (c) whether those who chose piping and have "
        "changed their mind can still say so until Sunday, and (d) whether Mrs Joglekar of C-904 may see the mustard before she decides, as she "
        "does not trust screens.\n\nWith regards,\nHemant Oak\nHon. Secretary"
    )
    answer = (
        "Dear Mr Oak,\n\nWhat a list: I have read every line of it, with tea. (a) ₹1,12,320 for all, with piping at no extra cost. (b) Yes, if he signs once for "
        "each wing. (c) Until Monday noon, even. (d) A mustard cushion leaves for C-904 today; Mrs Joglekar may keep it for as long as it takes.\n\n"
        "Tell me by Monday 12:00 and everything is with you in 16 working days."
    )
    return _told(times, "Hemant Oak", "216 households, one colour each", [(30 * HOUR, CustomerWrites(text)), (29 * HOUR, Answers(ARJUN.key, answer)), (28.9 * HOUR, Tags(ARJUN.key, "wholesale"))])


def _in_trouble(times: Times) -> Iterator[Story]:
    """An answer that was refused, one whose fate nobody knows, and what was reopened."""
    yield _told(times, "Ritika Malhotra", "Invoice for office order", [
        (3 * HOUR, CustomerWrites("Hello, please send the GST invoice for PT-20377 to this address, my office mailbox is full.\n\nRitika")),
        (2.9 * HOUR, Answers(ARJUN.key, "Namaste Ritika, the invoice is PT/26-27/4418, ₹12,480 with 5% GST. I have asked accounts to mail the PDF today before 17:00.", fate="refused")),
    ])
    yield _told(times, "नीलम द्विवेदी", "पता बदलना है", [
        (4 * HOUR, CustomerWrites("नमस्ते, PT-20401 अब मायके के पते पर भिजवा दीजिए: 12, सिविल लाइन्स, कानपुर।\n\nनीलम")),
        (3.9 * HOUR, Answers(FARIDA.key, "नीलम जी, नमस्ते। पता बदल दिया है और कूरियर ने हाँ कर दी है। परसों 11 से 3 के बीच पहुँचेगा।", fate="unknown")),
    ])
    yield _told(times, "Neha Bhandari", "Cushion cover zip", [
        (3 * DAY, CustomerWrites("Hi, the zip of one Madhubani cover is stuck. Any trick?\n\nNeha")),
        (2.99 * DAY, Answers(ARJUN.key, "Hello Neha, rub a dry piece of soap along the teeth, then pull slowly. If it still sticks I send you a new cover, no questions.", solves=True)),
        (1200, CustomerWrites("Tried soap, tried candle wax, it is really stuck. I would take the new cover after all!\n\nNeha")),
    ])
    yield _told(times, "હેતલ પટેલ", "કુશન કવર ઓછાં", [
        (2 * DAY, CustomerWrites("નમસ્તે, ચાર કવર મંગાવ્યાં હતાં, ત્રણ આવ્યાં. ઓર્ડર PT-20366.\n\nહેતલ")),
        (1.99 * DAY, Answers(MEERA.key, "નમસ્તે હેતલ, માફ કરજો, ભૂલ અમારી છે. ચોથું કવર આજે નીકળે છે, કાલે સાંજ સુધીમાં મળી જશે.")),
        (1.9 * DAY, Solves(MEERA.key)),
        (2600, Reopens(OWNER.key)),
        (2590, Notes(OWNER.key, "The courier brought the fourth cover back today, door locked. Who calls Hetal?")),
        (2580, Assigns(OWNER.key, MEERA.key)),
    ])


def _from_machines(times: Times) -> Iterator[Story]:
    """Mail that nobody has to read: the ledger names the rule, the desk stays quiet."""
    letters: Sequence[tuple[float, str, str, str, tuple[tuple[str, str], ...]]] = (
        (6 * HOUR, "Suresh Pillai", "Automatic reply: Order PT-20301", "I am travelling until Monday and read mail in the evening.", (("Auto-Submitted", "auto-replied"),)),
        (26 * HOUR, "Dyers' Guild", "Indigo prices, week 47", "Vat indigo ₹1,340 a kilo, madder unchanged.", (("List-Id", "<prices.dyers.example>"), ("Precedence", "bulk"))),
        (50 * HOUR, "Shree Parcel", "Pick-up confirmed", "Your pick-up of 14 parcels is confirmed.", (("Auto-Submitted", "auto-generated"),)),
        (75 * HOUR, "Kiran Mazumdar", "Out of office", "I am on leave. For the canteen linen write to Geeta.", (("X-Autoreply", "yes"),)),
    )
    for number, (ago, name, subject, text, headers) in enumerate(letters):
        sender = Customer(name, f"machine{number}@post.example", "", "en")
        steps = (Step(times.now - timedelta(seconds=ago), MachineWrites(text, headers)),)
        yield Story(f"machine-{number}", sender, subject, steps)


def _told(times: Times, name: str, subject: str, deeds: Sequence[tuple[float, Deed]]) -> Story:
    """Return a story whose deeds are dated by the seconds that they lie back."""
    steps = tuple(Step(_back(times.now, seconds), deed) for seconds, deed in deeds)
    customer = _known(name)
    return Story(f"scene-{customer.address.partition('@')[0]}", customer, subject, steps)


def _back(now: datetime, seconds: float) -> datetime:
    return now - timedelta(seconds=seconds)


def _known(name: str) -> Customer:
    return next(person for style in STYLES for person in customers(style) if person.name == name)


