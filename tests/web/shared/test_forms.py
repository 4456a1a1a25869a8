import re
from typing import Any

import pytest
from django import forms
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import format_html

CHOICES = [("land", format_html("{}<small>{}</small>", "Land", "Rice or garden")), ("pond", "Pond")]


class AssetsForm(forms.Form):
    question_field = "assets"
    assets = forms.MultipleChoiceField(
        label="What does the family have?",
        help_text="Choose all.",
        choices=CHOICES,
        widget=forms.CheckboxSelectMultiple,
    )


class LandForm(forms.Form):
    amount = forms.IntegerField(label="How much land?", help_text="Only a number.")
    unit = forms.ChoiceField(label="Unit", choices=[("sao", "sào")])
    agrees = forms.BooleanField(label="Remind me")


class StatementForm(forms.Form):
    choices_in_a_row = True
    fixes_things = forms.ChoiceField(choices=[("1", "No"), ("2", "Yes")], widget=forms.RadioSelect)


def page_of(form: forms.Form, **context: Any) -> str:
    with translation.override("en"):
        return render_to_string("components/question.html", {"form": form, **context})


def test_the_question_itself_is_the_heading_of_its_choices() -> None:
    page = page_of(AssetsForm(), title="Not this")

    assert re.search(r"<legend[^>]*><h1>What does the family have\?</h1></legend>", page)
    assert page.count("<h1>") == 1


def test_a_form_of_several_fields_takes_its_heading_from_the_page() -> None:
    page = page_of(LandForm(), title="The family's land")

    assert "<h1>The family&#x27;s land</h1>" in page
    assert '<label for="id_amount" class="form-label">How much land?</label>' in page


def test_progress_is_said_in_words() -> None:
    page = page_of(AssetsForm(), number=3, total=9)

    assert "Question 3 of 9" in page
    assert 'width="33%"' in page


def test_every_choice_is_a_card_that_is_its_own_label() -> None:
    page = page_of(AssetsForm({"assets": ["pond"]}))

    assert page.count('<label class="choice"') == 2
    assert "Land<small>Rice or garden</small>" in page
    assert re.search(r'value="pond"[^>]*\schecked', page)


def test_statements_are_answered_side_by_side() -> None:
    assert 'class="choices in-a-row"' in page_of(StatementForm())


def test_the_hint_stands_before_the_input_and_describes_it() -> None:
    page = page_of(LandForm())

    assert page.index("Only a number.") < page.index('name="amount"')
    assert 'aria-describedby="id_amount_helptext"' in page


@pytest.mark.parametrize("form", [AssetsForm({}), LandForm({"amount": "three"}), StatementForm({})])
def test_every_error_in_the_summary_leads_to_an_input(form: forms.Form) -> None:
    page = page_of(form)
    summary = page[page.index("error-summary") : page.index("</ul>")]

    targets = re.findall(r'href="#([^"]+)"', summary)

    assert len(targets) == len(form.errors)
    assert all(re.search(rf'<(input|select)[^>]*\sid="{target}"', page) for target in targets)


def test_an_error_is_tied_to_its_input() -> None:
    page = page_of(LandForm({"amount": "three"}))

    assert 'id="id_amount_error"' in page
    assert re.search(r'name="amount"[^>]*aria-describedby="[^"]*id_amount_error', page)
    assert re.search(r'name="amount"[^>]*aria-invalid="true"', page)


def test_no_id_is_given_twice() -> None:
    page = page_of(LandForm({}))

    ids = re.findall(r'\sid="([^"]+)"', page)

    assert len(ids) == len(set(ids))
