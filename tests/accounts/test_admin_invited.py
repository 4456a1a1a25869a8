import pytest

from tests.factories.accounts import UserFactory
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db


def test_whom_a_list_has_put_in_is_made_no_account_here() -> None:
    clerk = UserFactory.create(staff=True, is_superuser=True)
    invited = UserFactory.create(email=None, is_invited=True, is_active=False)
    client = signed_in(clerk)
    url = f"/staff/accounts/user/{invited.pk}/change/"
    sent = {
        "name": "Lan Anh",
        "email": "lan@example.com",
        "role": "staff",
        "is_active": "on",
        "language": "vi",
        "time_zone": "Asia/Tokyo",
    }

    open_fields = set(client.get(url).context["adminform"].form.fields)
    client.post(url, sent)

    assert not {"email", "phone", "role", "agency", "is_active"} & open_fields
    invited.refresh_from_db()
    assert (invited.name, invited.email, invited.is_active) == ("Lan Anh", None, False)
