"""Brazil: one circle that meets online only, across states."""

from django.utils.translation import pgettext_lazy

from ..shapes import AgreementStory, CircleStory, Person, PlanStory, ResponseStory, UnionStory, YearStory

HELENA = Person(
    "helena",
    "Helena Vasconcelos",
    "en",
    pgettext_lazy("demo", "Coordinator; everything is set up, online only"),
)
LUCIANA = Person(
    "luciana",
    "Luciana Prates",
    "en",
    pgettext_lazy("demo", "Facilitator of an online circle; a paused text waits for her"),
)
TADEU = Person(
    "tadeu",
    "Tadeu Nogueira",
    "en",
    pgettext_lazy("demo", "Facilitator of the same circle; has reflected"),
)
RENATA = Person(
    "renata",
    "Renata Figueira",
    "en",
    pgettext_lazy("demo", "Teacher in a rural school; a response to answer"),
)
MARCOS = Person(
    "marcos",
    "Marcos Tavares",
    "en",
    pgettext_lazy("demo", "Teacher, Renata’s critical friend"),
)
RAIMUNDO = Person(
    "raimundo",
    "Raimundo Sales",
    "en",
    pgettext_lazy("demo", "Teacher; somebody has paused his plan"),
)
NEIDE = Person("neide", "Neide Quintela", "en")
OTAVIO = Person(
    "otavio",
    "Otávio Reis",
    "en",
    pgettext_lazy("demo", "Observer of the online circle: sees how little that shows"),
)

UNION = UnionStory(
    country="BR",
    zone="America/Sao_Paulo",
    care_text="Se uma criança pode estar em perigo, ligue primeiro para o serviço de proteção "
    "(demonstração). Depois fale com quem facilita o círculo. Não escreva sobre isso aqui.",
    coordinator=HELENA,
    regions=("Norte", "Nordeste", "Centro"),
    phases=("educação infantil", "anos iniciais", "anos finais"),
    languages=("en",),
    preset="t3lfa",
    privacy_contact="Encarregado de dados (demonstração), dados@example.com",
)

RENATA_PLAN = PlanStory(
    author=RENATA,
    state="shared",
    answers={
        "title": "O mapa que a turma desenha",
        "concern": "Na minha escola rural, cada aluno sabe uma parte, e ninguém vê o que o outro sabe.",
        "focus": "como a turma desenha o que já sabe antes da aula, para que eu comece de onde eles estão",
        "first_step": "Uma folha para cada mesa: o que já sabemos sobre a chuva?",
        "question": "Como leio vinte mapas em dez minutos?",
    },
    responses=(
        ResponseStory(
            by=MARCOS,
            answers={
                "describe": (
                    "Você quer ver antes da aula o que cada mesa já sabe, com um mapa desenhado em grupo."
                ),
                "value": "O desenho deixa falar quem escreve pouco, e fica na parede para o fim da semana.",
                "wonder": "Fico pensando quem segura o lápis em cada mesa.",
                "suggest": [{"what": "Trocar o lápis de mão a cada dois minutos.", "about": "first_step"}],
            },
        ),
    ),
)
RAIMUNDO_PLAN = PlanStory(
    author=RAIMUNDO,
    state="shared",
    answers={
        "title": "Perguntas na saída",
        "concern": "No fim do dia não sei quem entendeu, e um aluno me preocupa mais do que os outros.",
        "focus": (
            "como uma pergunta na saída me diz quem precisa de outra explicação, para que ela venha logo"
        ),
        "first_step": "Uma pergunta, um pedaço de papel, a caixa ao lado da porta.",
        "question": "Posso guardar os papéis sem nome?",
    },
)

CIRCLES = (
    CircleStory(
        code="rede",
        name="Rede",
        country="BR",
        facilitators=(LUCIANA, TADEU),
        teachers=(
            RENATA,
            MARCOS,
            RAIMUNDO,
            NEIDE,
            Person("jussara", "Jussara Monteiro", "en"),
            Person("socorro", "Socorro Batista", "en"),
            Person("edivaldo", "Edivaldo Pires", "en"),
            Person("cicero", "Cícero Lacerda", "en"),
        ),
        plans=(RENATA_PLAN, RAIMUNDO_PLAN),
        accounts=(),
        parent="link-west",
        year=YearStory(
            preset="t3lfa",
            weeks=17,
            weekday=1,
            hour=19,
            line="Três estados na mesma sala. A ligação caiu uma vez.",
        ),
        agreement=AgreementStory(
            own=("Câmera desligada também é presença",),
            decide="Quem não fala escreve; depois decidimos.",
            missed="Fica um resumo de cinco linhas.",
            workload="Uma tarefa por mês, não mais.",
        ),
        mode="online",
        region="Norte",
        languages=("pt",),
        observer=OTAVIO,
    ),
)
