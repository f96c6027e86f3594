"""Official documents from Word templates that the office edits: placeholders are filled, nothing is computed."""

from collections.abc import Mapping
from importlib.resources import as_file, files
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from xlsync.adapters.replace import is_held, write_durably
from xlsync.vocabulary.errors import TargetLocked, TemplateBroken
from xlsync.vocabulary.labels.documents import NO_WORD_FILE, SEPARATOR, UNFINISHED_PLACEHOLDER, UNKNOWN_PLACEHOLDER


class WordDocuments:
    """Fills templates; ``folder`` is where the office keeps its own copies, which win over the shipped ones."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def write(self, template: str, facts: Mapping[str, Any], path: Path) -> None:
        """Write the document, whole and durably.

        Raises TemplateBroken for a placeholder that is no fact, TargetLocked, OSError.
        """
        rendered = self._rendered(template, facts)
        path.parent.mkdir(parents=True, exist_ok=True)
        content = BytesIO()
        rendered.save(content)
        try:
            write_durably(path, content.getvalue())
        except OSError as error:
            if is_held(error):
                raise TargetLocked(str(path)) from None
            raise

    def _rendered(self, template: str, facts: Mapping[str, Any]) -> Any:
        own = self._folder / template
        shipped = files("xlsync").joinpath("workbooks", "templates", template)
        with as_file(shipped) as default:
            return _filled(own if own.is_file() else default, template, facts)


def _filled(path: Path, template: str, facts: Mapping[str, Any]) -> Any:
    from docx.opc.exceptions import PackageNotFoundError
    from docxtpl import DocxTemplate
    from jinja2 import StrictUndefined, TemplateError
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    known = SEPARATOR.join(sorted(facts))
    environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
    document = DocxTemplate(str(path))
    try:
        unknown = sorted(document.get_undeclared_template_variables(environment) - set(facts))
        if unknown:
            raise TemplateBroken(template, UNKNOWN_PLACEHOLDER.format(names=SEPARATOR.join(unknown)), known)
        document.render(dict(facts), environment, autoescape=True)
    except TemplateError:
        raise TemplateBroken(template, UNFINISHED_PLACEHOLDER, known) from None
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError):  # python-docx: no package, or another program's
        raise TemplateBroken(template, NO_WORD_FILE, known) from None
    return document
