"""A small world in which every page has something to show."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, cast

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Group
from django.contrib.auth.tokens import default_token_generator
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, IntegerField, Model
from django.utils import timezone
from django.utils.http import int_to_base36

from accounts.enums import Role
from accounts.models import Agency, Announcement, Invitation, NumberReset, User
from accounts.second_factor import make_recovery_codes
from accounts.services import (
    ShownNumber,
    accept_invitation,
    ask_number,
    confirm_number,
    invite_worker,
    revoke_invitation,
    set_password_by_number,
)
from accounts.validators import SignInName
from planner.casework.models import Message
from planner.matching.weights import DEFAULT, Weights
from planner.plans.answers import Answers
from planner.plans.models import Proposal
from planner.plans.services.told import keep_answers
from planner.reference.loading.tables import TABLES
from planner.reference.models import (
    ExchangeRate,
    Field,
    JobCategory,
    Operation,
    PensionMultiplier,
    ReferenceRow,
)
from planner.reference.services import change_weights, renew_data_version
from planner.sharing.enums import Purpose
from planner.sharing.services import assign, log_list, open_person
from tests.factories.consents import consent
from tests.passkey import add_passkey
from tests.plans.choosing import choose
from tests.signing_in import signed_in
from tests.sweeps.desk import Desk, make_desk
from tests.sweeps.planning import (
    PlanRows,
    make_plan,
    tell_usual,
    work_on,
    write_to_each_other,
)
from tests.sweeps.reminding import Reminding, remind_of

PASSWORD = "sông Hồng chảy mãi"
# Every question comes up after these: An Giang was merged, and there is land.
OPEN_ANSWERS = Answers(
    province="91",
    former_province="89",
    assets=("farmland", "pond"),
    land_m2=3_000,
    wish="farm",
    wish_words="nuôi tôm",
    family_hope="come_home",
    family_words="về sớm con nhé",
    ratings={"grow_things": 2, "animals_calm": 1},
    stage="in_japan",
    trade="TITP 1-1",
    birth_year=2001,
    schooling="upper_secondary",
    experience=("livestock",),
    work_words="nuôi lợn ba năm",
    japanese="n4",
    departure_month="2025-04-01",
    pathway="TITP",
)
# A word that stands nowhere else.
HEALTH_WORDS = "đau lưng kiểu vạc-sành-7431"
# Nobody else in the world tells the same.
ANSWERS = replace(
    OPEN_ANSWERS,
    care=("parents", "sick"),
    health=("eyes", "lifting"),
    health_words=HEALTH_WORDS,
)
VISITOR_ANSWERS = replace(OPEN_ANSWERS, care=("children",), health=("outdoors",))
OTHER_ANSWERS = Answers(province="37", former_province="36", assets=(), wish="service")
# With the worker's answers it does not fit, for reasons out of care and health among others.
MISFIT = "TITP 7-7"
# Keys that are read by their parts.
OWN_KEYS: dict[type[Model], str] = {
    Field: "SSW-99-sweep",
    JobCategory: "TITP 9-99",
    Operation: "TITP 9-99-1",
}


@dataclass(frozen=True)
class World:
    """Two agencies and who is in them.

    `worker` has told everything, `helped` the same but is shut out of a part; both are in the care of `counselor`,
    `neighbour` of `colleague`. `stranger` is with the other agency, `loner` with none and without a password.
    """

    worker: User
    helped: User
    neighbour: User
    counselor: User
    colleague: User
    supervisor: User
    stranger: User
    foreign_counselor: User
    foreign_supervisor: User
    loner: User
    clerk: User
    superuser: User
    invitations: Mapping[str, Invitation]
    tokens: Mapping[str, str]
    waiting: ShownNumber
    confirmed: ShownNumber
    # By the worker's name here.
    plans: Mapping[str, PlanRows]
    proposal: Proposal
    # By who sent it, each with a photo.
    messages: Mapping[str, Message]
    reminding: Reminding
    desk: Desk

    def reset_key(self) -> dict[str, object]:
        return {
            "uidb36": int_to_base36(self.worker.pk),
            "key": default_token_generator.make_token(self.worker),
        }

    def session(self) -> dict[str, object]:
        """Another browser of the worker."""
        return {"pk": UserSession.objects.filter(user=self.worker).latest("pk").pk}

    def passkey(self) -> dict[str, object]:
        kind = Authenticator.Type.WEBAUTHN
        return {"pk": Authenticator.objects.get(user=self.worker, type=kind).pk}


def make_world() -> World:
    now = timezone.now()
    Group.objects.create(name="Người giữ số liệu")
    clerk, superuser = (
        _person("clerk", Role.STAFF),
        _person("superuser", Role.STAFF, is_superuser=True),
    )
    _change_data(clerk, superuser, now)
    home = Agency.objects.create(name="Công ty Xuất khẩu lao động Sông Hồng")
    away = Agency.objects.create(name="Công ty Nhân lực Cửu Long")
    counselor = _person("counselor", Role.COUNSELOR, agency=home)
    colleague = _person("colleague", Role.COUNSELOR, agency=home)
    foreign_counselor = _person("foreign counselor", Role.COUNSELOR, agency=away)
    TOTP.activate(counselor, generate_totp_secret())
    invitations, tokens = _invitations(counselor, colleague, foreign_counselor, now)
    worker = _worker("worker", ANSWERS, MISFIT, tokens["accepted"], now)
    helped = _worker("helped", ANSWERS, MISFIT, tokens["helped"], now)
    neighbour = _worker("neighbour", OPEN_ANSWERS, "TITP 1-1", tokens["neighbour"], now)
    stranger = _worker("stranger", OPEN_ANSWERS, "TITP 1-1", tokens["stranger"], now)
    secret, usual = (
        {"worker": worker, "helped": helped},
        {"neighbour": neighbour, "stranger": stranger},
    )
    plans = {
        **{key: make_plan(person, now) for key, person in secret.items()},
        **{key: make_plan(person, now, tell_usual) for key, person in usual.items()},
    }
    supervisor = _person("supervisor", Role.SUPERVISOR, agency=home)
    desk = make_desk(secret | usual, counselor, supervisor, foreign_counselor, now)
    world = World(
        worker=worker,
        helped=helped,
        neighbour=neighbour,
        plans=plans,
        reminding=remind_of(worker, plans["worker"].benchmark, now),
        proposal=work_on(worker, counselor, now),
        messages=write_to_each_other(worker, now),
        counselor=counselor,
        colleague=colleague,
        supervisor=supervisor,
        desk=desk,
        stranger=stranger,
        foreign_counselor=foreign_counselor,
        foreign_supervisor=_person("foreign supervisor", Role.SUPERVISOR, agency=away),
        loner=_worker("loner", OTHER_ANSWERS, "", "", now),
        clerk=clerk,
        superuser=superuser,
        invitations=invitations,
        tokens=tokens,
        **_numbers(worker, helped, counselor, now),
    )
    _keys(world)
    _looks(world, now)
    # Of nothing that is told of nowhere else.
    for purpose in Purpose:
        consent(neighbour, purpose, now=now)
    _announce(now)
    return world


def _change_data(clerk: User, superuser: User, now: datetime) -> None:
    change_weights(weights=Weights(skill=26), note="thử", by=clerk, now=now)
    change_weights(weights=DEFAULT, note="trả lại", by=clerk, now=now)
    for row in _added_rows(clerk):
        _log(superuser, row)
    renew_data_version(now=now)


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
        if isinstance(row, ExchangeRate):
            row.month = row.month.replace(year=2099)
        if isinstance(row, PensionMultiplier):
            row.months_to = None
        row.save()
        added[table.model] = row
        yield row


def _person(key: str, role: Role, **fields: Any) -> User:
    named = fields if "phone" in fields else {"email": f"{key.replace(' ', '-')}@sweep.example"}
    return User.objects.create_user(
        **{"password": PASSWORD, "name": f"Lan {key}", "role": role, **named, **fields}
    )


def _invitations(
    counselor: User, colleague: User, foreign_counselor: User, now: datetime
) -> tuple[dict[str, Invitation], dict[str, str]]:
    """By what became of them, or for whom they are."""
    made = {
        key: invite_worker(counselor=by, name=f"invited {key}", now=at)
        for key, by, at in [
            ("accepted", counselor, now),
            ("helped", counselor, now),
            ("neighbour", colleague, now),
            ("stranger", foreign_counselor, now),
            ("expired", counselor, now - timedelta(days=30)),
            ("revoked", counselor, now),
            ("colleague's", colleague, now),
            ("foreign", foreign_counselor, now),
            ("open", counselor, now),
        ]
    }
    revoke_invitation(invitation=made["revoked"][0], now=now)
    return {key: row for key, (row, _) in made.items()}, {
        key: token for key, (_, token) in made.items()
    }


def _worker(key: str, answers: Answers, trade: str, token: str, now: datetime) -> User:
    named: dict[str, Any] = {"phone": "0987000741"} if key == "helped" else {}
    if key == "loner":
        named = {"password": None}
    worker = _person(key, Role.WORKER, last_active_on=now.date(), **named)
    keep_answers(person=worker, answers=answers)
    if token:
        accepted = accept_invitation(token=token, person=worker, now=now)
        assign(worker=worker, counselor=accepted.counselor, agency=accepted.agency, now=now)
    if trade:
        choose(worker, trade, now=now)
    return worker


def _numbers(worker: User, helped: User, counselor: User, now: datetime) -> dict[str, ShownNumber]:
    """One was used: it shut `helped` out. Of two more, one waits for the counselor. The worker's is long over."""
    name = SignInName(phone=helped.phone)
    used = ask_number(name=name, now=now)
    confirm_number(person=helped, number=used.number, by=counselor, now=now)
    helped.helped_until = set_password_by_number(
        key=used.key, password=PASSWORD, now=now
    ).helped_until
    helped.refresh_from_db()
    NumberReset.objects.create(
        person=worker,
        number="000000",
        browser_digest="-",
        created_at=now,
        expires_at=now,
        confirmed_at=now,
        confirmed_by=counselor,
        used_at=now,
    )
    shown = {key: ask_number(name=name, now=now) for key in ("waiting", "confirmed")}
    confirm_number(person=helped, number=shown["confirmed"].number, by=counselor, now=now)
    return shown


def _keys(world: World) -> None:
    """The worker has every kind, and two browsers; the loner no password."""
    TOTP.activate(world.worker, generate_totp_secret())
    make_recovery_codes(world.worker)
    for person in (world.worker, world.loner):
        add_passkey(signed_in(person, with_second_factor=True))
    browser = signed_in(world.worker, with_second_factor=True)
    UserSession.objects.create(
        user=world.worker,
        session_key=browser.session.session_key,
        ip="192.0.2.1",
        user_agent="Firefox on Android",
        data={},
    )


def _looks(world: World, now: datetime) -> None:
    for reader in (world.counselor, world.supervisor):
        open_person(reader=reader, worker_pk=world.worker.pk, now=now)
        log_list(reader=reader, filters="page 1", count=2, now=now)


def _announce(now: datetime) -> None:
    Announcement.objects.create(
        text_vi="Trang đóng một lát.",
        text_en="The site is closed for a while.",
        shown_from=now - timedelta(hours=1),
        shown_until=now + timedelta(days=1),
        about_from=now + timedelta(hours=20),
        about_until=now + timedelta(hours=21),
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
