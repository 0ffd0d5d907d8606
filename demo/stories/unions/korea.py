"""Korea: interface and texts in Korean."""

from django.utils.translation import pgettext_lazy

from ..shapes import AgreementStory, CircleStory, Person, PlanStory, ResponseStory, UnionStory, YearStory

SEOHYUN = Person(
    "seohyun",
    "윤서현",
    "ko",
    pgettext_lazy("demo", "Coordinator; everything is set up, in Korean"),
)
JINHO = Person(
    "jinho",
    "한진호",
    "ko",
    pgettext_lazy(
        "demo", "Facilitator, fed up with forms; the last session waits for its register of eleven"
    ),
)
SUJIN = Person(
    "sujin",
    "백수진",
    "ko",
    pgettext_lazy("demo", "Facilitator with Jin-ho; her induction is half done"),
)
DAEUN = Person(
    "daeun",
    "오다은",
    "ko",
    pgettext_lazy("demo", "Teacher; reads and writes in Korean, a response to answer"),
)
TEACHERS = (
    DAEUN,
    Person("minjae", "서민재", "ko"),
    Person("yerin", "문예린", "ko"),
    Person("taeyang", "곽태양", "ko"),
    Person("haneul", "노하늘", "ko"),
    Person("jiwon", "신지원", "ko"),
    Person("seungwoo", "류승우", "ko"),
    Person("boram", "남보람", "ko"),
    Person("eunchae", "전은채", "ko"),
    Person("dohyun", "양도현", "ko"),
    Person("garam", "표가람", "ko"),
)

UNION = UnionStory(
    country="KR",
    zone="Asia/Seoul",
    care_text="아이가 위험할 수 있다면 먼저 지역 아동보호 기관에 전화하세요(시연용). "
    "그다음 퍼실리테이터에게 알리세요. 여기에는 쓰지 마세요.",
    coordinator=SEOHYUN,
    regions=("수도권", "강원", "전라"),
    phases=("유치원", "초등", "중등"),
    languages=("ko", "en"),
    preset="t3lfa",
    privacy_contact="개인정보 담당 부서(시연용), privacy@example.com",
)

CIRCLES = (
    CircleStory(
        code="naru",
        name="나루 서클",
        country="KR",
        facilitators=(JINHO, SUJIN),
        teachers=TEACHERS,
        plans=(
            PlanStory(
                author=DAEUN,
                state="shared",
                answers={
                    "title": "틀려도 괜찮은 오 분",
                    "concern": (
                        "학생들이 정답을 확신할 때만 손을 듭니다. 모르는 것은 수업이 끝난 뒤에야 알게 됩니다."
                    ),
                    "focus": "수업 중에 이해한 정도를 신호로 나누어, 학생들이 서로 도울 수 있게 하는 방법",
                    "first_step": "목요일 수학 시간에 세 가지 신호로 한 번만 물어보기.",
                    "question": "신호를 보고 나서 무엇을 바꾸면 좋을까요?",
                },
                responses=(
                    ResponseStory(
                        by=TEACHERS[1],
                        answers={
                            "describe": (
                                "수업이 끝나기 전에 누가 헤매는지 세 가지 신호로 알아보려는 계획입니다."
                            ),
                            "value": "준비물이 없고, 말하지 않는 학생도 함께 답할 수 있습니다.",
                            "wonder": "학생들이 친구의 신호를 보고 따라 하지는 않을지 궁금합니다.",
                            "suggest": [
                                {"what": "눈을 감고 신호를 보내게 해 보세요.", "about": "first_step"}
                            ],
                        },
                    ),
                ),
            ),
            PlanStory(
                author=TEACHERS[2],
                state="agreed",
                answers={
                    "title": "함께 만드는 평가 기준",
                    "concern": "글쓰기 기준을 제가 정하면 학생들은 점수만 봅니다.",
                    "focus": "좋은 글의 기준을 학생들과 함께 만들어, 스스로 글을 고칠 수 있게 하는 방법",
                    "first_step": "잘 쓴 글 두 편을 읽고 좋은 점을 세 가지씩 적기.",
                    "question": "기준은 몇 가지가 알맞을까요?",
                },
                ethics={"lessons": "yes", "names": "yes", "agree": "yes", "help": "yes", "ask": "yes"},
                waiver="개별 면담에서 함께 이야기했습니다.",
            ),
        ),
        accounts=(),
        parent="link-east",
        year=YearStory(
            preset="t3lfa",
            weeks=9,
            weekday=0,
            hour=16,
            line="각자 고민을 한 문장으로 말했습니다.",
            leaves_last=True,
        ),
        agreement=AgreementStory(
            own=("보고를 위한 기록은 만들지 않습니다",),
            decide="충분히 듣고, 합의가 안 되면 다음 모임으로 넘깁니다.",
            missed="짝이 다음 날 짧게 전해 줍니다.",
            workload="과제를 줄이고 모임은 지킵니다.",
        ),
        region="수도권",
        languages=("ko",),
    ),
)
