"""Uruguay: a short cycle; the setting up is not finished."""

from django.utils.translation import pgettext_lazy

from ..shapes import AgreementStory, CircleStory, Person, PlanStory, UnionStory, YearStory

GRACIELA = Person(
    "graciela",
    "Graciela Etcheverry",
    "en",
    pgettext_lazy(
        "demo",
        "Coordinator; the privacy contact is missing, and the union’s page says so first",
    ),
)
MATILDE = Person(
    "matilde",
    "Matilde Sosa",
    "en",
    pgettext_lazy("demo", "Facilitator of a short cycle; move all later dates after a strike"),
)
RUBEN = Person(
    "ruben",
    "Rubén Olivera",
    "en",
    pgettext_lazy(
        "demo",
        "Facilitator with Matilde; asked into the link circle, and has not answered yet",
    ),
)
INES = Person(
    "ines",
    "Inés Bidart",
    "en",
    pgettext_lazy("demo", "Teacher in the short cycle; no plan begun"),
)
TEACHERS = (
    INES,
    Person("gonzalo", "Gonzalo Píriz", "en"),
    Person("lourdes", "Lourdes Cabrera", "en"),
    Person("nicolas", "Nicolás Ferrando", "en"),
    Person("silvina", "Silvina Techera", "en"),
    Person("martin", "Martín Umpiérrez", "en"),
)

UNION = UnionStory(
    country="UY",
    zone="America/Montevideo",
    care_text="Si un niño puede estar en peligro, llame primero a la línea de protección (demostración). "
    "Después hable con su facilitadora. No lo escriba aquí.",
    coordinator=GRACIELA,
    regions=("Litoral", "Este"),
    phases=("inicial", "primaria", "media"),
    languages=("en",),
    preset="accelerated",
)

CIRCLES = (
    CircleStory(
        code="litoral",
        name="Litoral",
        country="UY",
        facilitators=(MATILDE, RUBEN),
        teachers=TEACHERS,
        plans=(
            PlanStory(
                author=TEACHERS[1],
                state="shared",
                answers={
                    "title": "El borrador que se relee",
                    "concern": "Mis alumnos de quinto entregan el texto y no lo vuelven a mirar.",
                    "focus": "cómo releen su borrador con una sola pregunta, para que lo mejoren ellos",
                    "first_step": "Un párrafo, una pregunta, diez minutos para cambiar una frase.",
                    "question": "¿Qué pregunta sirve para cualquier texto?",
                },
            ),
        ),
        accounts=(),
        parent="link-west",
        year=YearStory(
            preset="accelerated", weeks=11, weekday=3, hour=18, line="Cada uno trajo un borrador."
        ),
        agreement=AgreementStory(
            own=("Empezamos con mate y terminamos en hora",),
            decide="Por consenso; si no, votamos.",
            missed="Un audio de dos minutos.",
            workload="Menos lectura, la misma fecha.",
            unsigned=TEACHERS,
            is_running=False,
        ),
        mode="mixed",
        region="Litoral",
        languages=("es",),
    ),
)
