"""Cut a stream of bytes into messages (RFC 6587), however it comes in pieces.

Each message says how it is framed: `<length> <message>` (octet counting, section 3.4.1) or a message that ends with a
line feed or NUL (non-transparent framing, section 3.4.2). A line that happens to begin with digits and a blank is not
taken for a length: what is counted begins with `<` or `{`, unless the connection has counted before.
"""

import re
from typing import Final

from triage_warden.listeners.syslog.messages import Message

_COUNT: Final = re.compile(rb"([1-9][0-9]{0,9}) ")
_MAYBE_COUNT: Final = re.compile(rb"[1-9][0-9]{0,9} ?\Z")
_END: Final = re.compile(rb"[\n\x00]")
_COUNTED_BEGIN: Final = b"<{"
_BETWEEN: Final = b"\r\n\x00"
_HANDSHAKE: Final = b"\x16\x03"
"""How every TLS handshake begins (RFC 8446, section 5.1)."""
_MOST_SKIPPED: Final = 16 * 1024 * 1024


class Framing:
    """One connection's stream, cut as it comes. Any way to cut the stream into pieces gives the same messages."""

    __slots__ = ("_buffer", "_counts", "_first", "_limit", "_searched", "_skip", "_skip_line", "hopeless")

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._buffer = bytearray()
        self._searched = 0
        self._skip = 0
        self._skip_line = False
        self._counts = False
        self._first = True
        self.hopeless = False
        """Whether the stream cannot be followed any further, so that the connection is to be closed."""

    @property
    def begun(self) -> bool:
        """Return whether a message is here in part."""
        return bool(self._buffer) or self._skip > 0 or self._skip_line

    def feed(self, data: bytes) -> list[Message]:
        """Return the messages that are complete now."""
        if self.hopeless:
            return []
        self._buffer += data
        found: list[Message] = []
        while (message := self._next()) is not None:
            if message.wrong or message.payload.strip():
                found.append(message)
        return found

    def end(self) -> list[Message]:
        """Return what is left when the stream ends: a line without its end is whole, a counted message is not."""
        rest, self._buffer = bytes(self._buffer), bytearray()
        whole = not (self._skip or self._skip_line or self.hopeless)
        self._skip, self._skip_line, self._searched = 0, False, 0
        if not rest or not whole:
            return []
        count = self._count_of(rest)
        if count is None:
            return [Message(rest.rstrip(_BETWEEN))] if rest.strip() else []
        header, length = count
        came = len(rest) - header
        return [
            Message(rest[header:] or rest, f"The connection ended after {came} of the {length} bytes of the message.")
        ]

    def _next(self) -> Message | None:
        """Return the next message, an empty one for what is to be passed over, None when more must come first."""
        if not self._skipped() or not self._at_message():
            return None
        buffer = self._buffer
        if self._first and buffer.startswith(_HANDSHAKE[:1]):
            return self._handshake()
        self._first = False
        if (count := self._count_of(buffer)) is not None:
            return self._counted(*count)
        return None if _MAYBE_COUNT.match(buffer) else self._line()

    def _skipped(self) -> bool:
        """Pass over the rest of a message that was cut; say whether all of it is gone."""
        if self._skip:
            gone = min(self._skip, len(self._buffer))
            del self._buffer[:gone]
            self._skip -= gone
        elif self._skip_line:
            end = _END.search(self._buffer)
            del self._buffer[: end.end() if end else None]
            self._skip_line = end is None
        return not (self._skip or self._skip_line)

    def _at_message(self) -> bool:
        """Pass over line ends between messages; say whether anything follows."""
        if self._buffer[:1] and self._buffer[0] in _BETWEEN:
            blank = len(self._buffer) - len(self._buffer.lstrip(_BETWEEN))
            del self._buffer[:blank]
        return bool(self._buffer)

    def _count_of(self, buffer: bytes | bytearray) -> tuple[int, int] | None:
        """Return the length of the header and of the message, None where the next message is not counted."""
        head = _COUNT.match(buffer)
        if head is None:
            return None
        begins = buffer[head.end() : head.end() + 1]
        if not self._counts and (not begins or begins not in _COUNTED_BEGIN):
            return None
        return head.end(), int(head[1])

    def _counted(self, header: int, length: int) -> Message | None:
        self._counts = True
        if length > _MOST_SKIPPED:
            self.hopeless = True
            kept = self._take(header)
            self._buffer.clear()
            return Message(kept, f"The frame announces {length} bytes, which no syslog message has.")
        kept_length = min(length, self._limit)
        if len(self._buffer) < header + kept_length:
            return None
        payload = self._take(header + kept_length)[header:]
        self._skip = length - kept_length
        return Message(payload, self._too_long()) if self._skip else Message(payload.rstrip(_BETWEEN))

    def _line(self) -> Message | None:
        end = _END.search(self._buffer, self._searched)
        length = end.start() if end else len(self._buffer)
        if length > self._limit:
            payload = self._take(self._limit)
            self._skip_line = True
            return Message(payload, self._too_long())
        if end is None:
            self._searched = length
            return None
        return Message(self._take(end.end()).rstrip(_BETWEEN))

    def _handshake(self) -> Message | None:
        if len(self._buffer) < len(_HANDSHAKE):
            return None
        self._first = False
        if not self._buffer.startswith(_HANDSHAKE):
            return Message(b"")
        self.hopeless = True
        self._buffer.clear()
        return Message(b"\x16\x03", "This is a TLS handshake; send it to the address in TW_SYSLOG_TLS.")

    def _take(self, length: int) -> bytes:
        taken = bytes(self._buffer[:length])
        del self._buffer[:length]
        self._searched = 0
        return taken

    def _too_long(self) -> str:
        return f"The message is over {self._limit} bytes and was cut there (TW_SYSLOG_MESSAGE_LIMIT)."
