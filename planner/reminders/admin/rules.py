"""Reminders and their texts: an edit is looked at first, and makes a new version."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
)
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.admin import ReadOnlyAdmin
from accounts.enums import Language
from accounts.models import User
from planner.reminders.admin.looks import looks_of, message_for
from planner.reminders.admin.rule_form import RuleForm, days_in_words
from planner.reminders.channels import carrier_of
from planner.reminders.channels.base import Answer, Outcome
from planner.reminders.enums import Channel
from planner.reminders.models import ReminderRule
from planner.reminders.services.rule_versions import (
    NothingChanged,
    TextOfRule,
    change_rule,
    texts_of,
)
from planner.sharing.stale import ChangedMeanwhile

TEMPLATES = "admin/reminders/reminderrule"


class VersionsFilter(admin.SimpleListFilter):
    """The versions that hold, unless older ones are asked for."""

    title = _("versions")
    parameter_name = "versions"

    def lookups(
        self, request: HttpRequest, model_admin: admin.ModelAdmin[Any]
    ) -> Sequence[tuple[str, Any]]:
        return [("all", _("older ones, too"))]

    def choices(self, changelist: Any) -> Any:
        now, *others = super().choices(changelist)
        return [{**now, "display": _("those that hold")}, *others]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        return queryset if self.value() == "all" else queryset.filter(is_current=True)


class TestForm(forms.Form):
    language = forms.ChoiceField(label=_("Language"), choices=Language.choices)


@admin.register(ReminderRule)
class ReminderRuleAdmin(ReadOnlyAdmin[ReminderRule]):
    list_display = ["key", "about", "when", "template_key", "is_on", "number"]
    list_filter = [VersionsFilter, "source", "is_on"]
    search_fields = ["key", "texts__subject", "texts__body", "texts__short"]
    ordering = ["source", "days", "key", "-version", "pk"]
    sortable_by = ()
    show_facets = admin.ShowFacets.NEVER

    @admin.display(description=_("about"))
    def about(self, rule: ReminderRule) -> str:
        return rule.get_source_display()

    @admin.display(description=_("when"))
    def when(self, rule: ReminderRule) -> str:
        return days_in_words(rule.days)

    @admin.display(description=_("version"))
    def number(self, rule: ReminderRule) -> str:
        return str(rule.version) if rule.is_current else gettext("%d, over") % rule.version

    def get_urls(self) -> list[URLPattern]:
        wrap, name = self.admin_site.admin_view, "reminders_reminderrule"
        return [
            path("<int:pk>/preview/", wrap(self.preview_view), name=f"{name}_preview"),
            path("<int:pk>/test/", wrap(self.test_view), name=f"{name}_test"),
            *super().get_urls(),
        ]

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Form → how it looks → saved. Of an older version, and for who may only look: its texts."""
        rule = self._rule(request, object_id)
        if request.method != "POST":
            if rule.is_current and self.may_change(request):
                return self._form_page(request, RuleForm(rule))
            return self._looks_page(request, rule, texts_of(rule))
        if not self.may_change(request):
            raise PermissionDenied
        newest = ReminderRule.objects.current().filter(key=rule.key).first() or rule
        form = RuleForm(newest, request.POST)
        if newest != rule:
            return self._told_of_the_other(request, form)
        if "back" in request.POST or not form.is_valid():
            return self._form_page(request, form)
        if "save" in request.POST:
            return self._save(request, form)
        return self._looks_page(request, rule, form.texts, form=form)

    @method_decorator(require_safe)
    def preview_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        rule = self._rule(request, str(pk))
        return self._looks_page(request, rule, texts_of(rule))

    def test_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """To the address of the one who asks, and at once."""
        rule = self._rule(request, str(pk))
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        person, form = cast(User, request.user), TestForm(request.POST)
        text = texts_of(rule).get(form.cleaned_data["language"]) if form.is_valid() else None
        if not self.may_change(request):
            raise PermissionDenied
        if text is None:
            self.message_user(request, _("Choose a language."), messages.ERROR)
        elif not person.email:
            self.message_user(request, _("Your account has no e-mail address."), messages.ERROR)
        else:
            answer = _send_test(rule, text, form.cleaned_data["language"], person)
            self._tell(request, answer, person)
        return HttpResponseRedirect(reverse("admin:reminders_reminderrule_preview", args=[pk]))

    def _tell(self, request: HttpRequest, answer: Answer, person: User) -> None:
        if answer.outcome == Outcome.ACCEPTED:
            text = _("The mail server took the test for %(email)s.")
            self.message_user(request, text % {"email": person.email}, messages.SUCCESS)
        else:
            text = _("The test was not sent. The mail server said: %(error)s")
            self.message_user(request, text % {"error": answer.error}, messages.ERROR)

    def _save(self, request: HttpRequest, form: RuleForm) -> HttpResponse:
        try:
            made = change_rule(
                rule=form.rule,
                values=form.values,
                texts=form.texts,
                by=cast(User, request.user),
                now=timezone.now(),
            )
        except ChangedMeanwhile:
            return self._told_of_the_other(request, form)
        except NothingChanged:
            form.add_error(None, _("Nothing differs from the version that holds."))
            return self._form_page(request, form)
        self.log_change(request, made, gettext("Version %d.") % made.version)
        text = _("Version %(version)d of %(key)s saved. It holds from now on.")
        values = {"version": made.version, "key": made.key}
        self.message_user(request, text % values, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:reminders_reminderrule_change", args=[made.pk]))

    def _told_of_the_other(self, request: HttpRequest, form: RuleForm) -> HttpResponse:
        """What was written stays in the form; saved again, it follows the other's version."""
        newest = ReminderRule.objects.current().select_related("made_by").get(key=form.rule.key)
        again = RuleForm(newest, form.data)
        text = _(
            "Nothing was saved. %(who)s has made version %(version)d meanwhile: look at it below. "
            "If you save what you wrote, it follows that version."
        )
        who = newest.made_by or _("Somebody")
        again.add_error(None, text % {"who": who, "version": newest.version})
        return self._form_page(
            request, again, other=looks_of(newest, texts_of(newest), _me(request))
        )

    def _form_page(self, request: HttpRequest, form: RuleForm, **context: Any) -> HttpResponse:
        return self._page(request, "form", form.rule, form=form, **context)

    def _looks_page(
        self,
        request: HttpRequest,
        rule: ReminderRule,
        texts: Mapping[str, TextOfRule],
        form: RuleForm | None = None,
    ) -> HttpResponse:
        looks = looks_of(rule, texts, _me(request))
        test = TestForm(initial={"language": _me(request).language})
        return self._page(request, "looks", rule, looks=looks, form=form, test=test)

    def _page(
        self, request: HttpRequest, name: str, rule: ReminderRule, **context: Any
    ) -> HttpResponse:
        versions = ReminderRule.objects.filter(key=rule.key).select_related("made_by")
        context |= {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": rule.key,
            "rule": rule,
            "when": days_in_words(rule.days),
            "versions": versions.order_by("-version"),
            "may_change": self.may_change(request),
        }
        return TemplateResponse(request, f"{TEMPLATES}/{name}.html", context)

    def _rule(self, request: HttpRequest, pk: str) -> ReminderRule:
        if not self.has_view_permission(request):
            raise PermissionDenied
        rule = self.get_object(request, pk)
        if rule is None:
            raise Http404
        return rule


def _me(request: HttpRequest) -> User:
    return cast(User, request.user)


def _send_test(rule: ReminderRule, text: TextOfRule, language: str, person: User) -> Answer:
    message = message_for(rule, text, language, person, name=person.name)
    marked = replace(
        message,
        # Below zero: the number of no reminder, and another one each time.
        number=-int(timezone.now().timestamp()),
        address=person.email or "",
        subject=gettext("[Test] %s") % message.subject,
        # It stops nothing: nobody was reminded.
        stop_url="",
    )
    with carrier_of(Channel.EMAIL) as carrier:
        return carrier.send(marked)
