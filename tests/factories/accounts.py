# The library's declarations carry no types.
# mypy: disallow-untyped-calls=False
"""Call `.create()`: it is typed, the bare call is not."""

from typing import Any

from factory.declarations import Sequence, SubFactory, Trait
from factory.django import DjangoModelFactory

from accounts.enums import Role
from accounts.models import Agency, User

PASSWORD = "sông Hồng chảy mãi"
LETTERS = str.maketrans("0123456789", "BCDGHKLMNP")


class AgencyFactory(DjangoModelFactory[Agency]):
    class Meta:
        model = Agency

    name = Sequence(lambda number: f"Công ty Xuất khẩu lao động {number}")


class UserFactory(DjangoModelFactory[User]):
    """A worker who signs in by e-mail and has no agency."""

    class Meta:
        model = User

    class Params:
        counselor = Trait(role=Role.COUNSELOR, agency=SubFactory(AgencyFactory))
        supervisor = Trait(role=Role.SUPERVISOR, agency=SubFactory(AgencyFactory))
        staff = Trait(role=Role.STAFF)
        by_phone = Trait(email=None, phone=Sequence(lambda number: f"+849{number:08d}"))

    # No digits: whoever looks for a figure on a page would find it in a name.
    name = Sequence(lambda number: f"Nguyễn Thị Lan {str(number).translate(LETTERS)}")
    email = Sequence(lambda number: f"lan{number}@example.com")
    password = PASSWORD

    @classmethod
    def _create(cls, model_class: type[User], *args: Any, **kwargs: Any) -> User:
        return model_class.objects.create_user(**kwargs)
