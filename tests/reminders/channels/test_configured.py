import pytest
from pytest_django import Settings

from planner.reminders import channels
from planner.reminders.channels import NEEDS, is_configured, takes_answers
from planner.reminders.enums import Channel


@pytest.mark.parametrize("channel", NEEDS)
def test_a_channel_is_off_until_all_of_it_is_set(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, channel: Channel
) -> None:
    _library, names = NEEDS[channel]
    for name in names:
        setattr(settings, name, "")
    assert not is_configured(channel)

    for name in names:
        setattr(settings, name, "given")
        assert is_configured(channel) == (name == names[-1])
    monkeypatch.setattr(channels, "_is_installed", lambda _library: False)

    assert not is_configured(channel)


def test_mail_is_always_there_and_the_app_is_no_channel_of_this_kind() -> None:
    assert is_configured(Channel.EMAIL)
    assert not is_configured(Channel.IN_APP)


def test_answers_come_where_there_is_a_hook(settings: Settings) -> None:
    settings.LINE_CHANNEL_TOKEN = settings.LINE_CHANNEL_SECRET = "given"

    assert [channel for channel in Channel if takes_answers(channel)] == [Channel.LINE]
