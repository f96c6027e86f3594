"""Official documents from Word templates that the office edits: placeholders are filled, nothing is computed."""

from collections.abc import Mapping, Sequence
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from xlsync.vocabulary.errors import TargetLocked, TemplateBroken
from xlsync.vocabulary.labels.circular import SEPARATOR, SOMEWHERE, UNKNOWN_PLACEHOLDER


class WordDocuments:
    """Fills templates; ``folder`` is where the office keeps its own copies, which win over the shipped ones."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def write(self, template: str, facts: Mapping[str, Any], path: Path) -> None:
        """Write the document; raises TemplateBroken for a placeholder that is no fact, TargetLocked."""
        rendered = self._rendered(template, facts)
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(f".{path.name}.tmp")
        rendered.save(str(temporary))
        try:
            temporary.replace(path)
        except PermissionError:
            temporary.unlink()
            raise TargetLocked(str(path)) from None

    def _rendered(self, template: str, facts: Mapping[str, Any]) -> Any:
        from docxtpl import DocxTemplate
        from jinja2 import StrictUndefined, TemplateError
        from jinja2.sandbox import ImmutableSandboxedEnvironment

        own = self._folder / template
        shipped = files("xlsync").joinpath("workbooks", "templates", template)
        environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
        with as_file(shipped) as default:
            document = DocxTemplate(str(own if own.is_file() else default))
            _refuse_unknown(template, document.get_undeclared_template_variables(environment), sorted(facts))
            try:
                document.render(dict(facts), environment, autoescape=True)
            except TemplateError as error:
                raise TemplateBroken(template, SOMEWHERE.format(reason=error), SEPARATOR.join(sorted(facts))) from None
        return document


def _refuse_unknown(template: str, used: set[str], known: Sequence[str]) -> None:
    unknown = sorted(used - set(known))
    if unknown:
        place = UNKNOWN_PLACEHOLDER.format(names=SEPARATOR.join(unknown))
        raise TemplateBroken(template, place, SEPARATOR.join(known))
