from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SharingConfig(AppConfig):
    name = "planner.sharing"
    verbose_name = _("Who looks after whom")
