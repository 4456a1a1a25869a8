"""What the admin pages of all reference data share."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar, cast

from django import forms
from django.contrib import admin, messages
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django_stubs_ext import StrPromise

from accounts.models import User
from accounts.names import search_key
from planner.reference.admin.forms import ReferenceRowForm
from planner.reference.loading.tables import TABLE_OF
from planner.reference.models import ReferenceRow
from planner.reference.services import (
    is_from_file,
    mark_edited,
    remove_row,
    take_back_edits,
    uses_of,
)

Row = TypeVar("Row", bound=ReferenceRow)
AnyModel = TypeVar("AnyModel", bound=models.Model)

SOURCE = ["source", "source_url", "basis", "year", "period"]
VALIDITY = ["valid_from", "valid_to", "entry_from", "entry_to"]


class StaffAdmin(admin.ModelAdmin[AnyModel]):
    """Open to all programme staff, and to nobody else: the role is the right."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return _is_staff(request)

    def has_view_permission(self, request: HttpRequest, obj: AnyModel | None = None) -> bool:
        return _is_staff(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return _is_staff(request)

    def has_change_permission(self, request: HttpRequest, obj: AnyModel | None = None) -> bool:
        return _is_staff(request)

    def has_delete_permission(self, request: HttpRequest, obj: AnyModel | None = None) -> bool:
        return _is_staff(request)


def _is_staff(request: HttpRequest) -> bool:
    return isinstance(request.user, User) and request.user.is_active and request.user.is_staff


class EditedFilter(admin.SimpleListFilter):
    title = _("edited by staff")
    parameter_name = "edited"

    def lookups(
        self, request: HttpRequest, model_admin: admin.ModelAdmin[Any]
    ) -> Sequence[tuple[str, Any]]:
        return [("yes", _("edited or added here")), ("no", _("as in the file"))]

    def queryset(
        self, request: HttpRequest, queryset: "models.QuerySet[Any]"
    ) -> "models.QuerySet[Any]":
        if self.value() in {"yes", "no"}:
            return queryset.filter(edited_at__isnull=self.value() == "no")
        return queryset


class YearFilter(admin.AllValuesFieldListFilter):
    """A year that is not known has a link with words, too."""

    def choices(self, changelist: Any) -> Iterator[Any]:
        for choice in super().choices(changelist):
            yield {**choice, "display": choice["display"] or _("undated")}


def labelled(field: str, title: StrPromise, labels: dict[str, Any]) -> Callable[[Any], str]:
    """A column that shows a code of `field` in words."""

    @admin.display(description=title, ordering=field)
    def column(row: Any) -> str:
        code = getattr(row, field)
        return str(labels.get(code, code))

    return column


class ReferenceRowAdmin(StaffAdmin[Row]):
    """A row is changed through `mark_edited`; its key only when it is added."""

    form = ReferenceRowForm
    actions = ["take_back"]
    show_full_result_count = False
    save_on_top = True
    # Codes that a field keeps without choices, in words: field → labels.
    labels: dict[str, dict[str, Any]] = {}

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        return [*self.list_display, "edited_mark"]

    def get_list_filter(self, request: HttpRequest) -> list[Any]:
        basis = ["basis"] if hasattr(self.model, "basis") else []
        own = [("year", YearFilter) if item == "year" else item for item in self.list_filter]
        return [*own, *basis, EditedFilter]

    def get_queryset(self, request: HttpRequest) -> "models.QuerySet[Row]":
        links = TABLE_OF[self.model].links
        return super().get_queryset(request).select_related(*links, "edited_by")

    @admin.display(description=_("edited by staff"), boolean=True, ordering="edited_at")
    def edited_mark(self, row: Row) -> bool:
        return row.edited_at is not None

    def get_search_results(
        self, request: HttpRequest, queryset: "models.QuerySet[Row]", search_term: str
    ) -> "tuple[models.QuerySet[Row], bool]":
        """Every word in any column, folded: SQLite's LIKE does not know that Đ and đ are one letter."""
        words = [search_key(word) for word in search_term.split()]
        if not words:
            return queryset, False
        rows = queryset.order_by().values_list("pk", *self.search_fields)
        found = [pk for pk, *texts in rows if _has_all(words, texts)]
        return queryset.filter(pk__in=found), False

    def get_fieldsets(self, request: HttpRequest, obj: Row | None = None) -> Any:
        names = [*TABLE_OF[self.model].columns, *TABLE_OF[self.model].links]
        in_order = [item.name for item in self.model._meta.concrete_fields if item.name in names]
        parts = [
            (None, [name for name in in_order if name not in {*SOURCE, *VALIDITY}]),
            (_("Validity"), [name for name in VALIDITY if name in in_order]),
            (_("Source"), [name for name in SOURCE if name in in_order]),
        ]
        if obj:
            parts.append((_("Edited by staff"), ["edited_at", "edited_by"]))
        return [(title, {"fields": fields}) for title, fields in parts if fields]

    def get_readonly_fields(self, request: HttpRequest, obj: Row | None = None) -> list[str]:
        if obj is None:
            return []
        key = TABLE_OF[self.model].key
        return ["edited_at", "edited_by", *dict.fromkeys(part.split("__")[0] for part in key)]

    def formfield_for_dbfield(
        self, db_field: "models.Field[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> Any:
        if labels := self.labels.get(db_field.name):
            return forms.ChoiceField(
                choices=[("", "---------"), *labels.items()],
                label=str(db_field.verbose_name).capitalize(),
                help_text=db_field.help_text,
                required=not db_field.blank,
            )
        if isinstance(db_field, models.URLField):
            kwargs["assume_scheme"] = "https"
        elif isinstance(db_field, models.CharField) and (db_field.max_length or 0) >= 200:
            kwargs["widget"] = forms.Textarea(attrs={"rows": 2, "cols": 80})
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Row, form: Any, change: bool) -> None:
        if form.has_changed() or not change:
            mark_edited(row=obj, by=cast(User, request.user), now=timezone.now())

    def has_delete_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        """What stands in a file would come back with the next load."""
        if obj is not None and (obj.edited_at is None or is_from_file(obj)):
            return False
        return super().has_delete_permission(request, obj)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def get_deleted_objects(
        self, objs: Any, request: HttpRequest
    ) -> tuple[list[Any], dict[str, int], set[str], list[Any]]:
        uses = [str(use) for row in objs for use in uses_of(row)]
        rows = [str(row) for row in objs]
        return rows, {str(self.opts.verbose_name_plural): len(rows)}, set(), uses

    def delete_model(self, request: HttpRequest, obj: Row) -> None:
        remove_row(row=obj, now=timezone.now())

    @admin.action(
        description=_("Take back what the file says (at the next load)"), permissions=["change"]
    )
    def take_back(self, request: HttpRequest, queryset: "models.QuerySet[Row]") -> None:
        edited = list(queryset.exclude(edited_at=None))
        taken = take_back_edits(rows=edited)
        if taken:
            text = ngettext(
                "The next load of the files will overwrite %(count)d row. Until then it stays as it is.",
                "The next load of the files will overwrite %(count)d rows. Until then they stay as they are.",
                len(taken),
            )
            self.message_user(request, text % {"count": len(taken)}, messages.SUCCESS)
        if len(edited) > len(taken):
            self.message_user(
                request, _("Rows that were added here stand in no file."), messages.WARNING
            )
        if not edited:
            self.message_user(request, _("None of these rows was edited."), messages.INFO)


def _has_all(words: list[str], texts: list[Any]) -> bool:
    folded = search_key(" ".join(str(text) for text in texts if text is not None))
    return all(word and word in folded for word in words)
