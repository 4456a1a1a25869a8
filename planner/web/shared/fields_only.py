from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout


class FieldsOnly(FormHelper):  # type: ignore[misc]
    """Without a form tag and a token: the page has both. Rows: what crispy lays out; none = every field."""

    form_tag = False
    disable_csrf = True

    def __init__(self, *rows: object) -> None:
        super().__init__()
        if rows:
            self.layout = Layout(*rows)
