from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Agency, Announcement, Invitation, User
from accounts.second_factor import make_recovery_codes
from accounts.selectors import invitation_of
from accounts.services import accept_invitation, invite_worker
from tests.factories.accounts import PASSWORD, AgencyFactory, UserFactory
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db

PEOPLE = "/staff/accounts/user/"
NEWS = "/staff/accounts/announcement/"


@pytest.fixture
def superuser() -> User:
    person: User = UserFactory.create(staff=True, is_superuser=True)
    return person


@pytest.fixture
def clerk() -> User:
    """Staff with the rights over people, and no others."""
    person: User = UserFactory.create(staff=True)
    person.user_permissions.set(Permission.objects.filter(content_type__app_label="accounts"))
    return person


def fields(page: Any) -> set[str]:
    return set(page.context["adminform"].form.fields)


def test_the_admin_sends_everybody_to_the_one_sign_in(client: Client) -> None:
    closed = client.get("/staff/", follow=True)

    assert closed.redirect_chain[-1][0] == f"{reverse('account_login')}?next=%2Fstaff%2F"
    assert client.post("/staff/login/", {"username": "a", "password": "b"}).status_code == 302


@pytest.mark.parametrize("kind", [{}, {"counselor": True}, {"supervisor": True}])
def test_the_admin_is_closed_to_all_but_staff(kind: dict[str, bool]) -> None:
    client = signed_in(UserFactory.create(**kind))

    assert client.get(PEOPLE, follow=True).status_code == 403


def test_people_are_found_by_name_address_and_number(clerk: User) -> None:
    UserFactory.create(name="Trần Văn Tuấn", email="tuan@example.com", phone="0912345678")
    UserFactory.create(name="Somebody else")
    client = signed_in(clerk)

    found = [
        client.get(PEOPLE, {"q": q}).context["cl"].result_count
        for q in ["Tuấn", "tuan@", "912345", "nobody"]
    ]

    assert found == [1, 1, 1, 0]


def test_the_list_asks_the_database_as_often_for_many_as_for_one(
    clerk: User, django_assert_max_num_queries: Any
) -> None:
    client = signed_in(clerk)
    UserFactory.create(counselor=True)
    with django_assert_max_num_queries(20) as few:
        client.get(PEOPLE)
    UserFactory.create_batch(5, counselor=True)

    with django_assert_max_num_queries(20) as many:
        client.get(PEOPLE)

    assert len(many) == len(few)


def test_no_page_shows_a_password_hash(superuser: User) -> None:
    worker = UserFactory.create()
    client = signed_in(superuser)

    pages = [
        client.get(PEOPLE),
        client.get(f"{PEOPLE}{worker.pk}/change/"),
        client.get(f"{PEOPLE}add/"),
    ]

    assert [page.status_code for page in pages] == [200, 200, 200]
    assert not any(worker.password in page.content.decode() for page in pages)
    assert "password" not in fields(pages[1])


def test_an_account_made_here_has_no_password_until_its_owner_sets_one(clerk: User) -> None:
    agency = AgencyFactory.create()
    client = signed_in(clerk)

    client.post(
        f"{PEOPLE}add/",
        {
            "name": "Mai",
            "email": "MAI@example.com",
            "phone": "0912 345 678",
            "role": "counselor",
            "agency": agency.pk,
            "is_active": "on",
            "language": "vi",
            "time_zone": "Asia/Ho_Chi_Minh",
        },
    )

    person = User.objects.get(name="Mai")
    assert (person.email, person.phone, person.agency) == (
        "mai@example.com",
        "+84912345678",
        agency,
    )
    assert not person.has_usable_password()


def test_a_person_with_neither_name_is_refused_with_words(clerk: User) -> None:
    client = signed_in(clerk)

    page = client.post(
        f"{PEOPLE}add/",
        {"name": "Mai", "role": "worker", "language": "vi", "time_zone": "Asia/Tokyo"},
    )

    assert page.status_code == 200
    assert page.context["adminform"].form.non_field_errors()


def test_the_sign_in_names_of_a_used_account_cannot_be_redirected(clerk: User) -> None:
    fresh, used = UserFactory.create(), UserFactory.create(last_login=timezone.now())
    client = signed_in(clerk)

    open_fields = [fields(client.get(f"{PEOPLE}{person.pk}/change/")) for person in (fresh, used)]

    assert {"email", "phone"} <= open_fields[0]
    assert not {"email", "phone"} & open_fields[1]


def test_staff_cannot_give_rights_or_touch_those_who_hold_all(clerk: User, superuser: User) -> None:
    client = signed_in(clerk)

    own = client.get(f"{PEOPLE}{clerk.pk}/change/")
    other = client.post(f"{PEOPLE}{superuser.pk}/change/", {"name": "Taken over"})
    gone = client.post(f"{PEOPLE}{superuser.pk}/delete/", {"post": "yes"})

    assert not {"is_superuser", "groups", "user_permissions"} & fields(own)
    assert (other.status_code, gone.status_code) == (403, 403)


def test_agencies_are_kept_here(superuser: User) -> None:
    client = signed_in(superuser)

    client.post("/staff/accounts/agency/add/", {"name": "Hoa Sen", "is_active": "on"})

    assert [str(agency) for agency in Agency.objects.all()] == ["Hoa Sen"]
    assert client.get("/staff/accounts/agency/").status_code == 200


def test_libraries_have_no_page_of_their_own_here_and_plans_have_none() -> None:
    registered = {model._meta.app_label for model in admin.site._registry}

    assert registered == {"accounts", "auth", "reference", "reminders", "sharing"}


@pytest.mark.parametrize(
    "changes, field",
    [
        ({"role": "counselor", "agency": ""}, "agency"),
        ({"role": "supervisor", "agency": ""}, "agency"),
        ({"role": "staff"}, "agency"),
    ],
)
def test_role_and_agency_go_together(clerk: User, changes: dict[str, str], field: str) -> None:
    page = signed_in(clerk).post(
        f"{PEOPLE}add/",
        {
            "name": "Mai",
            "email": "mai@example.com",
            "agency": AgencyFactory.create().pk,
            "language": "vi",
            "time_zone": "Asia/Tokyo",
            **changes,
        },
    )

    assert list(page.context["adminform"].form.errors) == [field]
    assert not User.objects.filter(name="Mai").exists()


def test_nobody_makes_themselves_the_supervisor_of_an_agency(clerk: User) -> None:
    page = f"{PEOPLE}{clerk.pk}/change/"
    client = signed_in(clerk)

    client.post(
        page,
        {
            "name": "Mai",
            "email": clerk.email,
            "role": "supervisor",
            "agency": AgencyFactory.create().pk,
            "language": "vi",
            "time_zone": "Asia/Tokyo",
        },
    )

    clerk.refresh_from_db()
    assert not {"role", "agency", "is_active"} & fields(client.get(page))
    assert (clerk.name, clerk.role, clerk.agency, clerk.is_active) == ("Mai", "staff", None, True)


@pytest.mark.parametrize(
    "kind, role, is_refused",
    [
        ({}, "counselor", True),
        ({"staff": True}, "supervisor", True),
        ({"counselor": True}, "staff", True),
        ({"counselor": True}, "worker", True),
        ({"counselor": True}, "supervisor", False),
        ({"supervisor": True}, "counselor", False),
    ],
)
def test_a_used_account_keeps_its_kind(
    clerk: User, kind: dict[str, bool], role: str, is_refused: bool
) -> None:
    person = UserFactory.create(last_login=timezone.now(), **kind)
    agency = AgencyFactory.create()

    signed_in(clerk).post(
        f"{PEOPLE}{person.pk}/change/",
        {
            "name": person.name,
            "role": role,
            "agency": "" if role == "staff" else agency.pk,
            "is_active": "on",
            "language": "vi",
            "time_zone": "Asia/Tokyo",
        },
    )

    before = person.role
    person.refresh_from_db()
    assert person.role == (before if is_refused else role)


def test_a_worker_is_not_moved_between_agencies_behind_their_back(clerk: User) -> None:
    fresh, used = UserFactory.create(), UserFactory.create(last_login=timezone.now())
    client = signed_in(clerk)

    shown = [fields(client.get(f"{PEOPLE}{person.pk}/change/")) for person in (fresh, used)]

    assert ["agency" in names for names in shown] == [True, False]


def test_who_lost_everything_is_freed_from_the_second_factor_and_it_is_logged(
    clerk: User, superuser: User
) -> None:
    counselor = UserFactory.create(counselor=True)
    for person in (counselor, superuser, clerk):
        make_recovery_codes(person)

    signed_in(clerk).post(
        PEOPLE,
        {"action": "remove_second_factor", "_selected_action": [counselor.pk, superuser.pk]},
    )

    assert set(Authenticator.objects.values_list("user", flat=True)) == {superuser.pk, clerk.pk}
    entry = LogEntry.objects.get()
    assert (entry.user, entry.object_id) == (clerk, str(counselor.pk))


def test_invitations_are_read_and_taken_back_and_show_no_token(clerk: User) -> None:
    invitation, token = invite_worker(
        counselor=UserFactory.create(counselor=True), name="Lan", now=timezone.now()
    )
    client, page = signed_in(clerk), "/staff/accounts/invitation/"
    one = f"{page}{invitation.pk}/"

    shown = [client.get(page), client.get(f"{one}change/")]
    refused = [
        client.get(f"{page}add/").status_code,
        client.post(f"{one}change/", {"name": "x"}).status_code,
        client.post(f"{one}delete/", {"post": "yes"}).status_code,
    ]
    client.post(page, {"action": "take_back", "_selected_action": invitation.pk})

    assert [answer.status_code for answer in shown] == [200, 200]
    assert not any(invitation.token_digest in answer.content.decode() for answer in shown)
    assert refused == [403, 403, 403]
    assert invitation_of(token, now=timezone.now()) is None
    assert Invitation.objects.get().revoked_at is not None


def test_taking_back_leaves_what_was_accepted(clerk: User) -> None:
    invitation, token = invite_worker(
        counselor=UserFactory.create(counselor=True), name="Lan", now=timezone.now()
    )
    accept_invitation(token=token, person=UserFactory.create(), now=timezone.now())

    signed_in(clerk).post(
        "/staff/accounts/invitation/", {"action": "take_back", "_selected_action": invitation.pk}
    )

    assert Invitation.objects.get().revoked_at is None
    assert not LogEntry.objects.exists()


def announcement(**changes: str) -> dict[str, str]:
    return {
        "text_vi": "Trang nghỉ",
        "text_en": "The site is closed",
        "time_zone": "Asia/Tokyo",
        "shown_from": "2026-05-01T00:00",
        "shown_until": "2026-05-04T00:00",
        "about_from": "2026-05-03T22:00",
        "about_until": "2026-05-03T23:00",
        **changes,
    }


@pytest.mark.parametrize("zone, hour", [("Asia/Tokyo", 13), ("Asia/Ho_Chi_Minh", 15)])
def test_times_are_taken_in_the_chosen_zone_and_shown_back_in_it(
    clerk: User, zone: str, hour: int
) -> None:
    client = signed_in(clerk)

    client.post(f"{NEWS}add/", announcement(time_zone=zone))

    kept = Announcement.objects.get()
    page = client.get(f"{NEWS}{kept.pk}/change/").content.decode()
    assert kept.about_from == datetime(2026, 5, 3, hour, tzinfo=UTC)
    assert 'value="2026-05-03T22:00"' in page
    assert 'value="2026-05-04T00:00"' in page
    assert zone in client.get(NEWS).content.decode()


def test_another_zone_moves_the_times(clerk: User) -> None:
    client = signed_in(clerk)
    client.post(f"{NEWS}add/", announcement())
    kept = Announcement.objects.get()

    client.post(f"{NEWS}{kept.pk}/change/", announcement(time_zone="Asia/Ho_Chi_Minh"))

    moved = Announcement.objects.get()
    assert moved.shown_from - kept.shown_from == timedelta(hours=2)


@pytest.mark.parametrize(
    "changes, field",
    [
        ({"shown_until": "2026-05-01T00:00"}, "__all__"),
        ({"about_until": "2026-05-03T21:00"}, "__all__"),
        ({"about_from": ""}, "about_from"),
        ({"shown_from": "0001-01-01T00:00"}, "shown_from"),
        ({"shown_until": "9999-12-31T23:59"}, "shown_until"),
        ({"shown_from": "tomorrow"}, "shown_from"),
        ({"time_zone": "Asia/Nowhere"}, "time_zone"),
        ({"time_zone": "../../etc/passwd"}, "time_zone"),
        ({"text_vi": ""}, "text_vi"),
        ({"text_en": "x" * 301}, "text_en"),
    ],
)
def test_a_faulty_announcement_is_said_and_not_kept(
    clerk: User, changes: dict[str, str], field: str
) -> None:
    page = signed_in(clerk).post(f"{NEWS}add/", announcement(**changes))

    assert list(page.context["adminform"].form.errors) == [field]
    assert not Announcement.objects.exists()


def test_what_it_is_about_may_be_left_open(clerk: User) -> None:
    signed_in(clerk).post(f"{NEWS}add/", announcement(about_from="", about_until=""))

    assert Announcement.objects.get().about_from is None


def test_a_password_alone_opens_no_page_here(client: Client, superuser: User) -> None:
    response = client.post(
        reverse("account_login"), {"login": superuser.email, "password": PASSWORD, "next": PEOPLE}
    )

    assert response.headers["Location"] == PEOPLE
    assert client.get(PEOPLE).headers["Location"].startswith(reverse("second_factor"))


@pytest.mark.parametrize(
    "query",
    [
        "edited_at__year=99999999",
        "edited_at__year=0",
        "edited_at__year__gte=-1",
        "edited_at__iso_year=99999999",
        "edited_at__date__year=99999999",
        "id__range=1",
        "source__regex=(",
        "source__iregex=*",
        "pk__regex=[",
        "year__regex=.*",
        "source=%00",
        "source__contains=a%00",
    ],
)
def test_a_lookup_in_an_address_that_no_row_can_answer_is_refused(
    superuser: User, query: str
) -> None:
    client = signed_in(superuser)

    assert client.get(f"/staff/reference/statistic/?{query}").status_code == 400


def test_lookups_that_rows_can_answer_still_work(superuser: User) -> None:
    client = signed_in(superuser)

    pages = [
        client.get(PEOPLE, {"date_joined__year": 2026}),
        client.get(PEOPLE, {"date_joined__year": 1990}),
    ]

    assert [page.status_code for page in pages] == [200, 200]


def test_what_fails_for_another_reason_is_still_a_failure(
    superuser: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise ValueError("not the fault of the address")

    monkeypatch.setattr(admin.site._registry[Agency], "get_queryset", broken)
    client = signed_in(superuser)

    with pytest.raises(ValueError, match="not the fault"):
        client.get("/staff/accounts/agency/")
