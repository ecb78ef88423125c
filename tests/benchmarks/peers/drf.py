"""Django REST Framework on the same file: serializers, prefetch, one view.

Django is installed for this server alone, so its types are not checked.
"""
# mypy: ignore-errors
# ruff: noqa: ANN001, ANN201, DJ001, DJ008 - the tables and their types are as they are

import os

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application

settings.configure(
    SECRET_KEY="signs nothing",
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    INSTALLED_APPS=["rest_framework", "tests.benchmarks.peers"],
    USE_TZ=True,
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": f"file:{os.environ['BENCH_FILE']}?mode=ro",
            "OPTIONS": {"uri": True},
            "CONN_MAX_AGE": None,
        }
    },
    REST_FRAMEWORK={
        "DEFAULT_AUTHENTICATION_CLASSES": [],
        "DEFAULT_PERMISSION_CLASSES": [],
        "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
        "UNAUTHENTICATED_USER": None,
    },
)
django.setup()

# Django must be set up before what follows can be imported
from django.db import models  # noqa: E402
from django.urls import path  # noqa: E402
from rest_framework import generics, pagination, serializers  # noqa: E402

from tests.benchmarks.peers.dates import second  # noqa: E402


class Named(models.Model):
    id = models.TextField(primary_key=True)
    name = models.TextField()

    class Meta:
        abstract = True


class Person(Named):
    class Meta:
        app_label, db_table, managed = "peers", "people", False


class Country(Named):
    class Meta:
        app_label, db_table, managed = "peers", "countries", False


class Programme(Named):
    class Meta:
        app_label, db_table, managed = "peers", "programmes", False


class Mission(Named):
    kind = models.TextField()
    cospar = models.TextField(null=True)
    launched = models.TextField(null=True)
    launched_earliest = models.BigIntegerField(null=True)
    landed = models.TextField(null=True)
    duration_seconds = models.BigIntegerField(null=True)
    outcome = models.TextField()
    spacecraft_id = models.TextField(null=True)
    launch_site_id = models.TextField(null=True)
    crew_size = models.BigIntegerField()
    programmes = models.ManyToManyField(Programme, through="MissionProgramme")

    class Meta:
        app_label, db_table, managed = "peers", "missions", False


class MissionProgramme(models.Model):
    pk = models.CompositePrimaryKey("mission_id", "programme_id")
    mission = models.ForeignKey(Mission, models.CASCADE)
    programme = models.ForeignKey(Programme, models.CASCADE)

    class Meta:
        app_label, db_table, managed = "peers", "mission_programmes", False


class Crew(models.Model):
    id = models.TextField(primary_key=True)
    mission = models.ForeignKey(Mission, models.CASCADE, related_name="crew")
    person = models.ForeignKey(Person, models.CASCADE)
    role = models.TextField()
    countries = models.ManyToManyField(Country, through="CrewCountry")

    class Meta:
        app_label, db_table, managed = "peers", "crew", False
        ordering = ("id",)


class CrewCountry(models.Model):
    pk = models.CompositePrimaryKey("crew_id", "country_id")
    crew = models.ForeignKey(Crew, models.CASCADE)
    country = models.ForeignKey(Country, models.CASCADE)

    class Meta:
        app_label, db_table, managed = "peers", "crew_countries", False


def named(of):
    """A serializer of id and name."""
    meta = type("Meta", (), {"model": of, "fields": ("id", "name")})
    return type(
        f"{of.__name__}Serializer", (serializers.ModelSerializer,), {"Meta": meta}
    )


class CrewSerializer(serializers.ModelSerializer):
    person = named(Person)()
    countries = named(Country)(many=True)

    class Meta:
        model = Crew
        fields = ("person", "role", "countries")


class MissionSerializer(serializers.ModelSerializer):
    crew = CrewSerializer(many=True)
    programmes = named(Programme)(many=True)

    class Meta:
        model = Mission
        exclude = ("launched_earliest",)


class Pages(pagination.LimitOffsetPagination):
    default_limit = 20


class Missions(generics.ListAPIView):
    serializer_class = MissionSerializer
    pagination_class = Pages

    def get_queryset(self):
        """The missions of a programme that were launched within some years."""
        asked = self.request.query_params
        return (
            Mission.objects.filter(
                programmes__id=asked["programme"],
                launched_earliest__gte=second(int(asked["first"])),
                launched_earliest__lt=second(int(asked["last"]) + 1),
            )
            .order_by("launched_earliest", "id")
            .prefetch_related("crew__person", "crew__countries", "programmes")
        )


urlpatterns = [path("missions", Missions.as_view())]
application = get_wsgi_application()
