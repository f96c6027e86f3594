"""The one door of opening: a file that is a mail or an archive becomes its parts, sorted; nothing raises."""

import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from xlsync.adapters.envelopes.contents import Contents, Leaf, Role
from xlsync.adapters.envelopes.eml import is_mail, open_mail
from xlsync.adapters.envelopes.limits import MEGABYTE, EnvelopeLimits, EnvelopeRefused
from xlsync.adapters.envelopes.sorting import is_noise, is_table, mentions_link
from xlsync.adapters.envelopes.zip import is_archive, open_archive
from xlsync.adapters.inbox import MAX_SHOWN, shown_name
from xlsync.adapters.reading.sniff import OLE
from xlsync.model.envelope import Opened, Part
from xlsync.vocabulary.labels import envelopes as words

_OWN_NAME = 44
_ZIPS = (b"PK\x03\x04", b"PK\x05\x06")


def open_envelope(content: bytes, name: str, limits: EnvelopeLimits | None = None) -> Opened | None:
    """Return an opened mail or archive, told by its content; None for any other file. Never raises for its content.

    ``name`` is that of the file, for showing.
    """
    within = limits or EnvelopeLimits()
    kind = envelope_kind(content, within)
    if kind is None:
        return None
    sender, unpacking = None, _Unpacking(within)
    try:
        if len(content) > within.packed:
            raise EnvelopeRefused("too_large", detail=words.DETAIL_PACKED.format(limit=within.packed // MEGABYTE))
        contents = _contents(content, kind, within)
        sender = contents.sender
        unpacking.sort(contents, (shown_name(name),), sender, 1)
        return unpacking.opened(contents)
    except EnvelopeRefused as refused:
        return Opened(kind, sender=sender, refused=refused.refusal(kind))


def envelope_kind(content: bytes, limits: EnvelopeLimits) -> str | None:
    """Return eml, msg or zip for what holds other files, None for anything else."""
    if content.startswith(_ZIPS):
        return "zip" if is_archive(content, limits) else None
    if content.startswith(OLE):
        from xlsync.adapters.envelopes.msg import is_outlook  # two libraries that an office without .msg never needs

        return "msg" if is_outlook(content) else None
    return "eml" if is_mail(content) else None


def _contents(content: bytes, kind: str, limits: EnvelopeLimits) -> Contents:
    if kind == "zip":
        return open_archive(content, limits)
    if kind == "eml":
        return open_mail(content, limits)
    from xlsync.adapters.envelopes.msg import open_outlook

    return open_outlook(content, limits)


@dataclass
class _Unpacking:
    """What has been taken out so far, and how much more may be."""

    limits: EnvelopeLimits
    parts: list[Part] = field(default_factory=list)
    documents: list[str] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)
    ignored: int = 0
    is_linked: bool = False
    files: int = 0
    taken: int = 0
    names: Counter[str] = field(default_factory=Counter)

    def sort(self, contents: Contents, trail: tuple[str, ...], sender: str | None, level: int) -> None:
        """Sort all leaves of an envelope; those within it are opened as far as the levels go."""
        if level > self.limits.levels:
            raise EnvelopeRefused("nested", limit=self.limits.levels)
        for leaf in contents.leaves:
            self._count(leaf)
            if leaf.inner is not None:
                self._enter(leaf.inner, leaf, trail, sender, level)
            elif leaf.role is Role.BODY:
                self.ignored += 1
                self.is_linked = self.is_linked or mentions_link(leaf.content or b"")
            elif leaf.role is Role.INLINE or is_noise(leaf.name):
                self.ignored += 1
            else:
                self._file(leaf, trail, sender, level)

    def opened(self, contents: Contents) -> Opened:
        """Return all that was found; an envelope without any table is refused with what lay in it instead."""
        if not self.parts and self.damaged:
            raise EnvelopeRefused("damaged")
        if not self.parts:
            found = words.FOUND.format(names=words.listed(self.documents)) if self.documents else ""
            raise EnvelopeRefused("linked" if self.is_linked else "no_form", found=found)
        sent = (contents.sender, contents.served_at, contents.dated)
        seen = (tuple(self.parts), tuple(self.documents), tuple(self.damaged), self.ignored)
        return Opened(contents.kind, *seen, *sent)

    def _count(self, leaf: Leaf) -> None:
        self.files += 1
        self.taken += len(leaf.content or b"")
        if self.files > self.limits.files:
            raise EnvelopeRefused("bomb", detail=words.DETAIL_PARTS.format(limit=self.limits.files))
        if self.taken > self.limits.unpacked:
            limit = self.limits.unpacked // MEGABYTE
            raise EnvelopeRefused("too_large", detail=words.DETAIL_UNPACKED.format(limit=limit))

    def _enter(self, inner: Contents, leaf: Leaf, trail: tuple[str, ...], sender: str | None, level: int) -> None:
        # The outermost mail came to the office itself; what lies within is as its sender made it.
        self.sort(inner, (*trail, *_pieces(leaf.name)), inner.sender if sender is None else sender, level + 1)

    def _file(self, leaf: Leaf, trail: tuple[str, ...], sender: str | None, level: int) -> None:
        if leaf.content is None:
            self.damaged.append(_pieces(leaf.name)[-1])
            return
        kind = envelope_kind(leaf.content, self.limits)
        if kind is None:
            if is_table(leaf.content, leaf.name):
                self.parts.append(Part(self._shown(leaf, trail), leaf.content, sender))
            else:
                self.documents.append(_pieces(leaf.name)[-1])
            return
        try:
            inner = _contents(leaf.content, kind, self.limits)
        except EnvelopeRefused as refused:
            self.parts.append(Part(self._shown(leaf, trail), leaf.content, sender, refused.refusal(kind)))
            return
        self._enter(inner, leaf, trail, sender, level)

    def _shown(self, leaf: Leaf, trail: tuple[str, ...]) -> str:
        """Return a name that says where the file came from and that no other part of this envelope bears."""
        *folders, own = _pieces(leaf.name)
        own = own if len(own) <= _OWN_NAME else f"{own[: _OWN_NAME - 10]}{words.MORE}{own[-9:]}"
        front = words.JOIN.join([*trail, *folders])
        name = _joined(front, own)
        self.names[name] += 1
        if (number := self.names[name]) > 1:
            path = PurePosixPath(own)
            name = _joined(front, words.TWIN.format(stem=path.stem, number=number, suffix=path.suffix))
        return name


def _joined(front: str, own: str) -> str:
    room = MAX_SHOWN - len(words.JOIN) - len(own)
    return words.JOIN.join([front if len(front) <= room else f"{front[: room - 1]}{words.MORE}", own])


def _pieces(name: str) -> list[str]:
    """Return the last folder and the name of a file, cleaned for showing; that is all they are used for."""
    pieces = unicodedata.normalize("NFC", name).replace("\\", "/").split("/")
    cleaned = [shown_name(piece) for piece in pieces if piece.strip(" .") and not piece.endswith(":")]
    return cleaned[-2:] or [shown_name("")]
