"""The switches of an App: what is set holds for all books, those opened later too, and is given back in balance."""

import pytest

from xlsync.adapters.libreoffice.refusal import Unsupported


def test_nobody_can_type_while_the_app_is_not_interactive(office_app, book):
    office_app.interactive = False
    later = office_app.books.add()
    assert [one.impl.window.isEnabled() for one in (book, later)] == [False, False]
    office_app.interactive = True
    assert [one.impl.window.isEnabled() for one in (book, later)] == [True, True]
    assert office_app.interactive
    later.close()


def test_screen_updating_is_stopped_once_and_started_once(office_app, book):
    for value in (False, False, True, True):
        office_app.screen_updating = value
        assert book.impl.doc.hasControllersLocked() is not value
    book.impl.doc.lockControllers()
    with office_app.properties(screen_updating=False):
        pass
    assert book.impl.doc.hasControllersLocked()
    book.impl.doc.unlockControllers()


def test_a_book_closed_while_the_screen_stood_still_does_no_harm(office_app, book):
    office_app.screen_updating = False
    office_app.books.add().close()
    office_app.screen_updating = True
    assert not book.impl.doc.hasControllersLocked()


def test_the_status_bar_shows_our_text_until_it_is_given_back(office_app, book):
    office_app.status_bar = False  # a test before this one may have left its text
    assert office_app.status_bar is False
    with office_app.properties(status_bar="正在合并"):
        assert office_app.status_bar == "正在合并"
    assert office_app.status_bar is False


def test_manual_calculation_keeps_results_until_asked(office_app, sheet):
    sheet["A1"].value = 2
    sheet["B1"].formula = "=A1*2"
    with office_app.properties(calculation="manual"):
        sheet["A1"].value = 5
        assert sheet["B1"].value == 4
    office_app.calculate()
    assert sheet["B1"].value == 10
    assert office_app.calculation == "automatic"


def test_a_book_that_its_person_computes_by_hand_stays_so_and_no_other_becomes_so(office_app, book):
    """LibreOffice keeps this setting for each book, Excel for all: ours is stopped and started, his is not touched."""
    own = office_app.books.add()
    own.sheets[0]["A1"].value, own.sheets[0]["B1"].formula = 2, "=A1*2"
    assert own.sheets[0]["B1"].value == 4
    own.impl.doc.enableAutomaticCalculation(False)
    own.sheets[0]["A1"].value = 5
    with office_app.properties(calculation="manual"):
        assert not book.impl.doc.isAutomaticCalculationEnabled()
    assert book.impl.doc.isAutomaticCalculationEnabled()
    assert not own.impl.doc.isAutomaticCalculationEnabled() and own.sheets[0]["B1"].value == 4
    own.close()


def test_what_keeps_people_from_working_is_given_back_computing_included(office_app, book):
    office_app.calculation = "manual"
    office_app.impl.switches.release()
    assert book.impl.doc.isAutomaticCalculationEnabled()


def test_a_formula_written_while_nothing_is_computed_is_computed_when_that_is_asked_for_again(office_app, sheet):
    office_app.calculation = "manual"
    sheet["A1"].value = 2
    sheet["B1"].formula = "=A1*2"
    office_app.calculation = "manual"
    sheet["A1"].value = 4
    assert sheet["B1"].value == 4
    office_app.calculation = "automatic"
    assert sheet["B1"].value == 8


def test_what_libreoffice_cannot_switch_is_refused(office_app, book):
    with pytest.raises(Unsupported, match="semiautomatic"):
        office_app.calculation = "semiautomatic"
    with pytest.raises(Unsupported, match=r"App\.alert"):
        office_app.alert("?")
    with pytest.raises(Unsupported, match=r"App\.cut_copy_mode"):
        _ = office_app.cut_copy_mode


def test_a_message_box_with_unknown_buttons_is_a_mistake(office_app):
    with pytest.raises(ValueError, match="retry"):
        office_app.alert("?", buttons="retry")


def test_windows_are_hidden_and_shown(office_app, book):
    office_app.visible = False
    assert not book.impl.window.isVisible()
    office_app.visible = True
    assert book.impl.window.isVisible()


def test_the_selection_is_that_of_the_active_book(office_app, book):
    book.sheets[0]["B2:C3"].select()
    assert office_app.selection.address == "$B$2:$C$3"
    other = office_app.books.add()
    assert office_app.selection.address == "$A$1"
    other.close()
