from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _


class WhichAnswers(models.TextChoices):
    NEW = "new", _("The answers I have just given")
    SAVED = "saved", _("The answers in my account")


class KeepAnswersForm(forms.Form):
    keep = forms.ChoiceField(
        label=_("Which answers should we keep?"),
        help_text=_(
            "New answers replace the ones in your account to the same questions. "
            "If you keep those in your account, the new ones are deleted."
        ),
        error_messages={"required": _("Choose one of the two.")},
        choices=WhichAnswers.choices,
        widget=forms.RadioSelect,
    )
    question_field = "keep"
