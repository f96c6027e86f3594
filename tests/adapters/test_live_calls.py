"""A busy Excel is asked again with pauses and then given up; its settings come back whatever happens."""

import time
from typing import Any

import pytest

from xlsync.adapters.workbook_live.calls import PAUSES, is_busy, patiently
from xlsync.adapters.workbook_live.quiet import quiet
from xlsync.vocabulary.errors import ExcelBusy, MasterLocked, ProgramGone


class ComError(Exception):
    """As pywin32 raises it: the number first, and again as an attribute."""

    def __init__(self, number: int, inner: int | None = None) -> None:
        source = (0, "Excel", "", "", 0, inner) if inner is not None else None
        super().__init__(number, "refused", source, None)
        self.hresult = number


class ExcelBusyError(Exception):
    """As xlwings raises it."""


REJECTED, RETRY_LATER, EDITING, EXCEPTION = -2147418111, -2147417846, -2146777998, -2147352567


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    taken: list[float] = []
    monkeypatch.setattr(time, "sleep", taken.append)
    return taken


@pytest.mark.parametrize(
    "error",
    [ComError(REJECTED), ComError(RETRY_LATER), ComError(EDITING), ComError(EXCEPTION, EDITING), ExcelBusyError()],
)
def test_a_refused_call_is_made_again_until_it_is_answered(error: Exception, pauses: list[float]) -> None:
    answers: list[Any] = [error, error, "answer"]

    def call() -> str:
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return str(answer)

    assert patiently(call) == "answer"
    assert pauses == list(PAUSES[:2])


def test_after_some_seconds_the_work_is_put_off_as_for_a_locked_master(pauses: list[float]) -> None:
    calls = []

    def call() -> None:
        calls.append(1)
        raise ComError(REJECTED)

    with pytest.raises(ExcelBusy, match="正忙") as caught:
        patiently(call)
    assert isinstance(caught.value, MasterLocked)
    assert caught.value.exit_code == 3
    assert (len(calls), pauses) == (len(PAUSES) + 1, list(PAUSES))
    assert 2 < sum(PAUSES) < 5


@pytest.mark.parametrize("error", [ComError(EXCEPTION, -2146827284), ComError(EXCEPTION), ValueError(5), OSError(13)])
def test_any_other_error_is_raised_at_once(error: Exception, pauses: list[float]) -> None:
    assert not is_busy(error)
    with pytest.raises(type(error)):
        patiently(lambda: (_ for _ in ()).throw(error))
    assert pauses == []


class App:
    """The settings of a program; setting one of ``broken`` back fails."""

    def __init__(self, *broken: str) -> None:
        self.__dict__.update(before(), broken=broken)

    def __setattr__(self, name: str, value: object) -> None:
        if name in self.broken and value == before()[name]:
            raise RuntimeError(name)
        self.__dict__[name] = value


def before() -> dict[str, object]:
    return {
        "screen_updating": True,
        "calculation": "semiautomatic",
        "enable_events": True,
        "interactive": True,
        "display_alerts": True,
    }


def settings_of(app: App) -> dict[str, object]:
    return {name: getattr(app, name) for name in before()}


@pytest.mark.parametrize(("computes", "calculation"), [(False, "manual"), (True, "semiautomatic")])
def test_the_program_is_still_in_the_meantime_and_as_it_was_afterwards(computes: bool, calculation: str) -> None:
    app = App()
    with pytest.raises(KeyError), quiet(app, computes=computes):
        assert settings_of(app) == {**dict.fromkeys(before(), False), "calculation": calculation}
        raise KeyError
    assert settings_of(app) == before()


def test_one_setting_that_cannot_be_set_back_keeps_no_other_from_it() -> None:
    app = App("interactive", "screen_updating")
    with pytest.raises(RuntimeError), quiet(app):
        pass
    assert settings_of(app) == {**before(), "interactive": False, "screen_updating": False}


def test_a_person_whom_a_dead_process_shut_out_may_type_again_after_the_next_command() -> None:
    app = App()
    app.interactive = False
    with quiet(app):
        pass
    assert app.interactive is True


def test_giving_back_waits_longer_than_a_call(pauses: list[float]) -> None:
    """Excel is busy for twenty seconds just as its settings are given back: the person must not stay shut out."""

    class Busy(App):
        refusals = 12

        def __setattr__(self, name: str, value: object) -> None:
            if value == before()[name] and self.refusals:
                self.__dict__["refusals"] = self.refusals - 1
                raise OSError(0x8001010A - (1 << 32), "busy")
            super().__setattr__(name, value)

    app = Busy()
    with quiet(app):
        pass
    assert settings_of(app) == before() and sum(pauses) > 10


class DisposedException(Exception):
    """As UNO names it."""

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(name)


@pytest.mark.parametrize(
    "kind", ["com.sun.star.lang.DisposedException", "com.sun.star.uno.RuntimeException"], ids=["disposed", "bridge"]
)
def test_a_program_that_has_ended_is_told_without_uno_s_own_error_behind_it(kind: str) -> None:
    """UNO's errors refuse the context that ``with`` gives to an error while another is on its way."""

    def ended() -> None:
        raise type(kind, (DisposedException,), {})("Binary URP bridge disposed during call")

    with pytest.raises(ProgramGone) as told:
        patiently(ended, [])
    assert (told.value.__context__, told.value.__cause__) == (None, None)
