"""Ghana: one circle of 36 teachers at six tables, with two pairs of facilitators."""

from django.utils.translation import pgettext_lazy

from ..shapes import AgreementStory, CircleStory, Person, UnionStory, YearStory
from .ghana_plans import plans_of

EFUA = Person(
    "efua",
    "Efua Amissah",
    "en",
    pgettext_lazy("demo", "Coordinator; everything is set up for one large circle"),
)
YAW = Person(
    "yaw",
    "Yaw Boateng",
    "en",
    pgettext_lazy(
        "demo", "Facilitator of 36 teachers at six tables; see who needs him, tutor a table at once"
    ),
)
AKOSUA = Person(
    "akosua",
    "Akosua Darko",
    "en",
    pgettext_lazy("demo", "Facilitator with Yaw; the register of the last session waits"),
)
KOJO = Person("kojo", "Kojo Mensah", "en")
ESI = Person("esi", "Esi Quaye", "en")
OSEI = Person(
    "osei",
    "Dr Nana Osei",
    "en",
    pgettext_lazy("demo", "National researcher; with the circle for a while, and everyone can see it"),
)
ADWOA = Person(
    "adwoa",
    "Adwoa Sarpong",
    "en",
    pgettext_lazy("demo", "Teacher at table 1; plan agreed in a tutorial"),
)
KWEKU = Person(
    "kweku",
    "Kweku Arthur",
    "en",
    pgettext_lazy("demo", "Teacher at table 1; a response to answer"),
)
AMA = Person(
    "ama",
    "Ama Frimpong",
    "en",
    pgettext_lazy("demo", "Teacher at table 1; a draft that only she sees"),
)

OTHERS = {
    "kofiagy": "Kofi Agyeman",
    "abenag": "Abena Gyasi",
    "fiifi": "Fiifi Eshun",
    "araba": "Araba Otoo",
    "kwasi": "Kwasi Opoku",
    "yaaba": "Yaa Badu",
    "ebo": "Ebo Sackey",
    "maame": "Maame Tetteh",
    "selorm": "Selorm Agbeko",
    "dzifa": "Dzifa Klutse",
    "edem": "Edem Fiagbor",
    "sena": "Sena Dogbe",
    "mawuli": "Mawuli Avor",
    "rahinatu": "Rahinatu Alhassan",
    "iddrisu": "Iddrisu Yakubu",
    "memunatu": "Memunatu Fuseini",
    "baba": "Baba Issahaku",
    "azara": "Azara Abukari",
    "paakwesi": "Paa Kwesi Ansah",
    "serwaa": "Serwaa Bonsu",
    "nanakwame": "Nana Kwame Adjei",
    "akuac": "Akua Coleman",
    "ekow": "Ekow Blankson",
    "baaba": "Baaba Turkson",
    "kobina": "Kobina Taylor",
    "afia": "Afia Mintah",
    "yawk": "Yaw Kyei",
    "dela": "Dela Amenuvor",
    "naaadjeley": "Naa Adjeley Lamptey",
    "niiarmah": "Nii Armah Laryea",
    "naalamiley": "Naa Lamiley Quartey",
    "kwaku": "Kwaku Ofosu",
    "gifty": "Gifty Anane",
}
TEACHERS = (ADWOA, KWEKU, AMA, *(Person(username, name, "en") for username, name in OTHERS.items()))

UNION = UnionStory(
    country="GH",
    zone="Africa/Accra",
    care_text="If a child may be in danger, call the district's social welfare office first (demo). "
    "Then tell your facilitator. Do not write about it here.",
    coordinator=EFUA,
    regions=("Coast", "Middle belt", "North"),
    phases=("kindergarten", "lower primary", "upper primary", "junior high"),
    languages=("en",),
    preset="t3lfa",
    privacy_contact="Data office (demo), records@example.com",
    researcher=OSEI,
    own_words={"en": {"critical_friend": "study partner", "facilitator": "circle leader"}},
)

CIRCLES = (
    CircleStory(
        code="coast",
        name="Coast",
        country="GH",
        facilitators=(YAW, AKOSUA, KOJO, ESI),
        teachers=TEACHERS,
        plans=plans_of(TEACHERS),
        accounts=(),
        parent="link-ghana",
        year=YearStory(
            preset="t3lfa",
            weeks=18,
            weekday=5,
            hour=9,
            line="Six tables, six posters. Every table left with one question.",
            leaves_last=True,
        ),
        agreement=AgreementStory(
            own=("Each table reports in two minutes", "We greet every latecomer once"),
            decide="Each table speaks with one voice.",
            missed="The table tells them before the next date.",
            workload="The table shares the work.",
            is_on_paper=True,
        ),
        region="Coast",
        languages=("en", "tw"),
        largest=40,
        table_size=6,
    ),
)
