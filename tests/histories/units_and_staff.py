"""What units and staff do between the commands of an office."""

from dataclasses import replace

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from tests.histories.life import CHOICES, PERIOD, Life, Trouble, cells, columns, deaths, done, quiet, troubles, units
from tests.histories.plain import COLUMNS
from tests.histories.real_office import CARRIED, LEADS
from xlsync.entry.commands.issue import issue_desk
from xlsync.entry.console import Console


class UnitsAndStaff(Life):
    """Units fill in, send, send again, send late; staff type, choose, change rules, issue anew, put copies back."""

    @rule(unit=units, data=st.data(), column=columns, signed=st.sampled_from([True, True, True, False]))
    def a_unit_answers_and_sends(self, unit: str, data: st.DataObject, column: str, signed: bool) -> None:
        matter = data.draw(st.sampled_from(CARRIED[unit]))
        said = [answer.total[column] for answer in self.plain.answers if answer.item.form.unit == unit]
        ledger = self.plain.cells.get(("ledger", matter, column))
        known = [text for text in (*said, ledger, self.forms[unit].rows[matter].get(column)) if text]
        new = self.word()
        self.filled[unit].setdefault(matter, {})[column] = data.draw(st.sampled_from([new, new, *known]))
        self.sends(*self.saves(unit, signed), mailed=data.draw(st.booleans()))

    @rule(cell=cells, data=st.data(), typed=st.booleans(), trouble=troubles, choice=st.sampled_from(["", *CHOICES]))
    def a_lead_unit_answers_and_is_merged(
        self, cell: tuple[str, str], data: st.DataObject, typed: bool, trouble: Trouble, choice: str
    ) -> None:
        """Staff may have typed into the same cell; then they choose, or have not yet."""
        if typed:
            self.staff_type(cell, data)
        unit = LEADS[cell[0]]
        self.filled[unit].setdefault(cell[0], {})[cell[1]] = self.word()
        self.sends(*self.saves(unit))
        self.merges(sorted(self.waiting), trouble)
        if choice:
            self.staff_choose(data, choice)

    @rule(unit=units, column=columns, trouble=troubles)
    def a_unit_corrects_itself_and_its_first_word_comes_last(self, unit: str, column: str, trouble: Trouble) -> None:
        """P3: a unit's own files follow their order of saving."""
        self.a_unit_keeps_a_draft(unit, column)
        self.filled[unit][CARRIED[unit][0]][column] = self.word()
        self.merges([self.sends(*self.saves(unit))], trouble)
        self.merges([self.sends(*self.drafts.pop())])

    @rule(unit=units, column=columns)
    def a_unit_keeps_a_draft(self, unit: str, column: str) -> None:
        self.filled[unit].setdefault(CARRIED[unit][0], {})[column] = self.word()
        self.drafts.append(self.saves(unit))

    @precondition(lambda self: self.drafts)
    @rule(mailed=st.booleans())
    def a_draft_is_sent_after_all(self, mailed: bool) -> None:
        self.sends(*self.drafts.pop(0), mailed=mailed)

    @precondition(lambda self: self.contents)
    @rule(data=st.data(), mailed=st.booleans())
    def a_file_is_sent_again(self, data: st.DataObject, mailed: bool) -> None:
        """Under another name, or in a mail of its own."""
        item, content = self.contents[data.draw(st.sampled_from(sorted(self.contents)))]
        if (item, content) not in self.drafts:
            self.sends(item, content, mailed=mailed)

    @rule(cell=cells, data=st.data())
    def staff_type(self, cell: tuple[str, str], data: st.DataObject) -> None:
        text = data.draw(st.sampled_from([self.word(), self.word(), None]))
        self.office.type_in("matters", cell[0], {cell[1]: text})
        self.plain.cells["ledger", *cell] = text

    @rule(data=st.data(), choice=st.sampled_from(CHOICES))
    def staff_choose(self, data: st.DataObject, choice: str) -> None:
        still = [key for key, row in self.plain.conflicts.items() if row.is_open and row.choice is None]
        if still:
            key = data.draw(st.sampled_from(still))
            self.office.type_in("conflicts", key, {"choice": choice})
            self.plain.conflicts[key] = replace(self.plain.conflicts[key], choice=choice)

    @rule()
    def staff_change_the_rules(self) -> None:
        """Whether a form needs a signature."""
        self.plain.needs_signature = not self.plain.needs_signature
        self.office.type_in("settings", "signoff_required", {"value": "是" if self.plain.needs_signature else "否"})

    @rule(unit=units, trouble=quiet | deaths)
    def a_form_is_issued_anew(self, unit: str, trouble: Trouble) -> None:
        options = {"dry_run": False, "unit": (unit,), "period": PERIOD, "mail": False}
        issuing = (lambda desk: done(issue_desk(desk, options, Console())), lambda plain: None)
        if not self.carry(*issuing, trouble):
            self.carry(*issuing)
        self.forms[unit], self.filled[unit] = self.form_of(unit), {}
        for matter, row in self.forms[unit].rows.items():
            own = {column: self.plain.cells.get(("ledger", matter, column)) for column in COLUMNS}
            said = self.plain.said(unit, matter)
            assert row == (own if LEADS[matter] == unit else {column: said.get(column) for column in COLUMNS})

    @precondition(lambda self: self.copies)
    @rule(data=st.data(), cell=st.none() | cells)
    def an_older_copy_is_put_back(self, data: st.DataObject, cell: tuple[str, str] | None) -> None:
        """Everything since comes back; what staff type into the copy stays.

        A copy without a plan since tells nobody that it is older: it is what staff themselves have gone back to.
        """
        self.starts()
        content, number, then = self.copies[data.draw(st.integers(0, len(self.copies) - 1))]
        if number == self.office.image().plan_number:
            self.plain.goes_back(then)
        self.office.put_back(content)
        if cell:
            text = self.word()
            self.office.type_in("matters", cell[0], {cell[1]: text})
            self.plain.cells["ledger", *cell] = text
        self.starts()

    @rule(cell=cells, data=st.data())
    def a_word_that_staff_cleared_is_said_again(self, cell: tuple[str, str], data: st.DataObject) -> None:
        """On a new form, which went out without it, after something else was said there: it is news."""
        self.a_lead_unit_answers_and_is_merged(cell, data, False, Trouble(), "")
        unit, (matter, column) = LEADS[cell[0]], cell
        said = self.filled[unit][matter][column]
        self.office.type_in("matters", matter, {column: None})
        self.plain.cells["ledger", matter, column] = None
        self.a_form_is_issued_anew(unit, Trouble())
        other = next(name for name in COLUMNS if name != column)
        self.filled[unit].setdefault(matter, {})[other] = self.word()
        self.merges([self.sends(*self.saves(unit))])
        self.filled[unit][matter][column] = said
        self.merges([self.sends(*self.saves(unit))])
