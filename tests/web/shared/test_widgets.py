import pytest
from django import forms
from django.test import SimpleTestCase
from django.utils.translation import gettext_lazy

from planner.web.shared.widgets import PlainSelect

CHOICES = [
    ("", gettext_lazy("All")),
    ("Tools & <machines>", [("1-1", "“Welding”"), ("1-2", "<b>Sawing</b>")]),
    ("2", 'Bed "and" board'),
]


@pytest.mark.parametrize("value", ["", None, "1-2", "2", "9", '"><script>'])
@pytest.mark.parametrize(
    "attrs", [{}, {"class": "form-select", "id": "id_x", "required": True, "disabled": False}]
)
def test_plain_select_renders_as_djangos_own(value: str | None, attrs: dict[str, object]) -> None:
    plain = PlainSelect(choices=CHOICES).render("x", value, attrs)

    SimpleTestCase().assertHTMLEqual(plain, forms.Select(choices=CHOICES).render("x", value, attrs))


def test_plain_select_in_a_form_is_required_as_djangos_own() -> None:
    class Form(forms.Form):
        plain = forms.ChoiceField(choices=CHOICES, widget=PlainSelect)

    assert Form({"plain": "9"}).errors
    assert Form({"plain": "1-2"}).is_valid()
