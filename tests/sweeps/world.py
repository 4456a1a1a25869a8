"""A small world in which every page has something to show, and the people who open it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, cast

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import AnonymousUser, Group
from django.contrib.auth.tokens import default_token_generator
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, IntegerField, Model
from django.http import HttpRequest
from django.test import Client
from django.utils import timezone
from django.utils.http import int_to_base36

from accounts.enums import Role
from accounts.models import Agency, User
from planner.matching.weights import DEFAULT, Weights
from planner.plans.answers import Answers
from planner.plans.selectors import answers_of
from planner.plans.services import keep_answers
from planner.reference.loading.tables import TABLES
from planner.reference.models import Field, JobCategory, Operation, ReferenceRow
from planner.reference.services import change_weights, renew_data_version
from planner.web.answers import save_answers

# Every question comes up after these: An Giang was merged, and there is land.
ANSWERS = Answers(
    province="91",
    former_province="89",
    assets=("farmland", "pond"),
    land_m2=3_000,
    care=("parents",),
    wish="farm",
    wish_words="nuôi tôm",
    family_hope="come_home",
    family_words="về sớm con nhé",
    ratings={"grow_things": 2, "animals_calm": 1},
    is_in_japan=True,
    trade="TITP 1-1",
)
OTHER_ANSWERS = Answers(province="37", former_province="36", assets=(), wish="service")
# Keys that are read by their parts.
OWN_KEYS: dict[type[Model], str] = {
    Field: "SSW-99-sweep",
    JobCategory: "TITP 9-99",
    Operation: "TITP 9-99-1",
}


@dataclass(frozen=True)
class World:
    worker: User
    supervisor: User
    counselor: User
    clerk: User
    superuser: User

    def reset_key(self) -> dict[str, object]:
        return {
            "uidb36": int_to_base36(self.worker.pk),
            "key": default_token_generator.make_token(self.worker),
        }


def make_world() -> World:
    agency = Agency.objects.create(name="Công ty Xuất khẩu lao động Sông Hồng")
    Group.objects.create(name="Người giữ số liệu")
    worker = _person("worker", Role.WORKER)
    keep_answers(person=worker, answers=ANSWERS)
    world = World(
        worker=worker,
        supervisor=_person("supervisor", Role.SUPERVISOR, agency=agency),
        counselor=_person("counselor", Role.COUNSELOR, agency=agency),
        clerk=_person("clerk", Role.STAFF),
        superuser=_person("superuser", Role.STAFF, is_superuser=True),
    )
    now = timezone.now()
    change_weights(weights=Weights(skill=26), note="thử", by=world.clerk, now=now)
    change_weights(weights=DEFAULT, note="trả lại", by=world.clerk, now=now)
    for row in _added_rows(world.clerk):
        _log(world.superuser, row)
    renew_data_version(now=now)
    return world


def _added_rows(clerk: User) -> Iterator[ReferenceRow]:
    """One of each kind that staff added: no other can be deleted. As the first row, under a key of its own."""
    added: dict[type[Model], ReferenceRow] = {}
    for table in TABLES:
        row = table.model._default_manager.order_by("pk")[0]
        row.pk, row.edited_at, row.edited_by = None, timezone.now(), clerk
        for name in dict.fromkeys(lookup.partition("__")[0] for lookup in table.key):
            column = table.model._meta.get_field(name)
            if column.related_model in added:
                setattr(row, name, added[column.related_model])
            elif table.model in OWN_KEYS:
                setattr(row, name, OWN_KEYS[table.model])
            elif isinstance(column, IntegerField):
                setattr(row, name, 9)
            elif isinstance(column, CharField) and not column.choices:
                setattr(row, name, f"99{getattr(row, name)}"[: column.max_length])
        if isinstance(row, Operation):
            row.category = cast(JobCategory, added[JobCategory])
        row.save()
        added[table.model] = row
        yield row


def _person(key: str, role: Role, **fields: Any) -> User:
    return User.objects.create_user(
        email=f"{key}@sweep.example", password="sông Hồng chảy mãi", name=key, role=role, **fields
    )


def _log(person: User, row: Model) -> None:
    LogEntry.objects.create(
        user=person,
        content_type=ContentType.objects.get_for_model(row),
        object_id=str(row.pk),
        object_repr=str(row),
        action_flag=CHANGE,
        change_message="[]",
    )


def newest(model: type[Model]) -> Model:
    """The row of a model that its admin pages are opened with."""
    row = model._default_manager.order_by("-pk").first()
    assert row is not None, f"the world has no {model._meta.label}: add one in make_world"
    return row


def _visitor(_world: World) -> Client:
    return Client()


def _answered(_world: World) -> Client:
    client = Client()
    _answer(client, ANSWERS)
    return client


def _undecided(world: World) -> Client:
    """Answered, then signed in to an account that has answers of its own."""
    client = Client()
    client.force_login(world.worker)
    _answer(client, OTHER_ANSWERS)
    return client


def _answer(client: Client, answers: Answers) -> None:
    request = HttpRequest()
    request.session, request.user = client.session, AnonymousUser()
    save_answers(request, answers)
    request.session.save()
    client.cookies["session"] = request.session.session_key or ""


def _signed_in(name: str) -> Callable[[World], Client]:
    def signed_in(world: World) -> Client:
        client = Client()
        client.force_login(getattr(world, name))
        return client

    return signed_in


PERSONAS: Mapping[str, Callable[[World], Client]] = {
    "visitor": _visitor,
    "answered": _answered,
    "worker": _signed_in("worker"),
    "undecided": _undecided,
    "counselor": _signed_in("counselor"),
    "supervisor": _signed_in("supervisor"),
    "clerk": _signed_in("clerk"),
    "superuser": _signed_in("superuser"),
}


def told(client: Client, world: World) -> dict[str, Any]:
    """All that this browser and the worker's account hold of answers."""
    return {
        "session": client.session.get("answers"),
        "account": asdict(answers_of(world.worker)),
    }
