"""What xlwings is given: the engine, how values go to and fro, the apps."""

from collections.abc import Callable
from typing import Any

import xlwings as xw

from xlsync.adapters.libreoffice.app import App
from xlsync.adapters.libreoffice.apps import Apps
from xlsync.adapters.libreoffice.connection import connect
from xlsync.adapters.libreoffice.soffice import VisitedOffice
from xlsync.adapters.libreoffice.strict import MODE
from xlsync.adapters.libreoffice.values import clean_value_data, prepare_xl_data_element

NAME = "libreoffice"


class Engine:
    """The engine as xlwings asks it; ``run_macros`` is what offices are started with from now on."""

    name = NAME
    type = "desktop"
    prepare_xl_data_element = staticmethod(prepare_xl_data_element)

    def __init__(self) -> None:
        self.run_macros = False
        self.apps = Apps(self)

    @property
    def strict(self) -> bool:
        """Return whether a text that Excel would convert is refused; True from the start."""
        return MODE.strict

    @strict.setter
    def strict(self, value: bool) -> None:
        MODE.strict = value

    @staticmethod
    def clean_value_data(
        data: Any, datetime_builder: Callable[..., Any], empty_as: Any, number_builder: Any, err_to_str: bool
    ) -> Any:
        """Return rows of raw values as the reader's converter wants them."""
        return clean_value_data(data, datetime_builder, empty_as, number_builder, err_to_str)


ENGINE = Engine()


def registered(activate: bool, run_macros: bool) -> xw.Engine:
    """Return the engine, made known to xlwings once, and the active one if asked."""
    if NAME not in [engine.name for engine in xw.engines]:
        xw.engines.add(xw.Engine(impl=ENGINE))
    ENGINE.run_macros = run_macros
    engine = xw.engines[NAME]
    if activate:
        engine.activate()
    return engine


def attached(pipe: str) -> xw.App:
    """Return the office behind the pipe as an App; the same one while it is attached already."""
    for app in ENGINE.apps:
        if app.office.connection.pipe == pipe and app.answers():
            return xw.App(impl=app)
    return xw.App(impl=ENGINE.apps.join(App(ENGINE.apps, VisitedOffice(connect(pipe)))))
