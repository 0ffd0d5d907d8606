"""Malaysia: three circles in three types of school."""

from django.utils.translation import pgettext_lazy

from ..shapes import AgreementStory, CircleStory, Person, PlanStory, UnionStory, YearStory

FARAH = Person(
    "farah",
    "Farah Azman",
    "en",
    pgettext_lazy(
        "demo", "Coordinator of three circles in three school types; move a teacher from one to another"
    ),
)
NURUL = Person(
    "nurul",
    "Nurul Hidayah Rosli",
    "en",
    pgettext_lazy("demo", "Facilitator of Cempaka; a join link is open"),
)
AZLAN = Person("azlan", "Azlan Zainal", "en")
BOONKEAT = Person(
    "boonkeat",
    "Tan Boon Keat",
    "en",
    pgettext_lazy("demo", "Facilitator of Melur, Chinese-medium schools"),
)
LIYING = Person("liying", "Wong Li Ying", "en")
KAVITHA = Person(
    "kavitha",
    "Kavitha Muniandy",
    "en",
    pgettext_lazy("demo", "Facilitator of Teratai; its circle is just forming"),
)
RAVI = Person("ravi", "Ravi Subramaniam", "en")
HAFIZ = Person(
    "hafiz",
    "Hafiz Ramli",
    "en",
    pgettext_lazy("demo", "Teacher in Cempaka; a plan shared, nobody has responded"),
)

UNION = UnionStory(
    country="MY",
    zone="Asia/Kuala_Lumpur",
    care_text="If a child may be at risk, call the district welfare office first (demo). Then tell your "
    "facilitator. Do not write about it here.",
    coordinator=FARAH,
    regions=("North", "Centre", "South", "East"),
    phases=("preschool", "level one", "level two", "secondary"),
    languages=("en",),
    preset="t3lfa",
    privacy_contact="Data office (demo), privacy@example.com",
)


def _agreement(own: str) -> AgreementStory:
    return AgreementStory(
        own=(own,),
        decide="We talk until nobody is against it.",
        missed="The pair sends three lines the same evening.",
        workload="We shorten, we do not skip.",
    )


CEMPAKA = CircleStory(
    code="cempaka",
    name="Cempaka",
    country="MY",
    facilitators=(NURUL, AZLAN),
    teachers=(
        HAFIZ,
        Person("aishah", "Aishah Kamal", "en"),
        Person("zulkifli", "Zulkifli Omar", "en"),
        Person("rosnah", "Rosnah Idris", "en"),
        Person("faizal", "Faizal Harun", "en"),
        Person("maznah", "Maznah Yusof", "en"),
    ),
    plans=(
        PlanStory(
            author=HAFIZ,
            state="shared",
            answers={
                "title": "Who dares to ask",
                "concern": "In my class of 38 the same four pupils ask all the questions.",
                "focus": "how pupils write a question before they may answer one, so that everyone asks",
                "first_step": "One question on a slip from every pupil, on Monday.",
                "question": "What do I do with 38 slips?",
            },
        ),
    ),
    accounts=(),
    parent="link-east",
    year=YearStory("t3lfa", 17, 5, 10, "We read three plans, and asked one question each."),
    agreement=_agreement("We speak the language we teach in, and translate for each other"),
    region="Centre",
    languages=("ms", "en"),
)
MELUR = CircleStory(
    code="melur",
    name="Melur",
    country="MY",
    facilitators=(BOONKEAT, LIYING),
    teachers=(
        Person("peiling", "Ng Pei Ling", "en"),
        Person("weijian", "Chong Wei Jian", "en"),
        Person("suyin", "Lau Su Yin", "en"),
        Person("kahhoe", "Yap Kah Hoe", "en"),
    ),
    plans=(),
    accounts=(),
    parent="link-east",
    year=YearStory("t3lfa", 10, 5, 14, "Each of us named a concern of our own."),
    agreement=_agreement("We share worksheets, not marks"),
    region="North",
    languages=("zh", "ms"),
)
TERATAI = CircleStory(
    code="teratai",
    name="Teratai",
    country="MY",
    facilitators=(KAVITHA, RAVI),
    teachers=(
        Person("shanti", "Shanti Velu", "en"),
        Person("prakash", "Prakash Nadarajan", "en"),
        Person("malathi", "Malathi Gopal", "en"),
    ),
    plans=(),
    accounts=(),
    parent="link-east",
    year=YearStory("t3lfa", 2, 5, 14, "We said why we came."),
    region="South",
    languages=("ta", "ms"),
)
CIRCLES = (CEMPAKA, MELUR, TERATAI)
