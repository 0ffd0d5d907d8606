"""Pages under `/learning-circles/`, a list for each feature."""

from .views import (
    calendar_feeds,
    care,
    circle_people,
    circle_settings,
    circle_tables,
    circles,
    imports,
    joining,
    paper,
    session_records,
    sessions,
    support_agreement,
    support_facilitators,
    support_help,
    support_step_ins,
    unions,
    ways_in,
    week,
)

app_name = "learning_circle"

urlpatterns = [
    *care.urlpatterns,
    *circles.urlpatterns,
    *circle_people.urlpatterns,
    *circle_settings.urlpatterns,
    *circle_tables.urlpatterns,
    *session_records.urlpatterns,
    *sessions.urlpatterns,
    *calendar_feeds.urlpatterns,
    *unions.urlpatterns,
    *week.urlpatterns,
    *support_agreement.urlpatterns,
    *support_facilitators.urlpatterns,
    *support_help.urlpatterns,
    *support_step_ins.urlpatterns,
    *joining.urlpatterns,
    *ways_in.urlpatterns,
    *imports.urlpatterns,
    *paper.urlpatterns,
]
