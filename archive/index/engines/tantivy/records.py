"""How the records of sections are stored: neighbours compressed together, with a dictionary of their archive.

A section by itself is too short to be compressed well. With a dictionary learned from the first thousands of
an archive's sections its blocks take two thirds of the room that they take without, and deflated.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import zstandard

from ....model import Entry, Groups
from ...document import decode_text

# The file of the dictionary, beside the segments; an archive that has always been small has none.
DICTIONARY = "records.dictionary"
# So many bytes of records teach a dictionary, and so large does it become: of four fifths of this size, it
# leaves 3 % more of the blocks.
SAMPLE_BYTES = 3_000_000
_DICTIONARY_BYTES = 256_000
# How the dictionary is looked for: how long what stands together in it is, and what of that is counted. The
# trainer takes four times as long to try five lengths, and leaves half a hundredth more and above.
_SEGMENT_BYTES = 200
_COUNTED_BYTES = 6
# Level 6 leaves a twentieth more and above, level 8 half a hundredth less in a third more time.
_LEVEL = 7
# No block is larger, whatever it says of itself: a section would have to be a hundred books.
_MOST_BYTES = 1 << 28
# Chinese takes two bytes a character in it, three in UTF-8: a tenth less is left.
_ENCODING = "gb18030"
# JSON never has it, nor has the second byte of a character.
_BETWEEN = b"\0"


class Blocks:
    """Packs and unpacks blocks of records with the dictionary of `folder`, if there is one."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / DICTIONARY
        # Whether there is a dictionary.
        self.have_learned = self._path.exists()

    @cached_property
    def _dictionary(self) -> zstandard.ZstdCompressionDict | None:
        return zstandard.ZstdCompressionDict(self._path.read_bytes()) if self.have_learned else None

    def learn(self, records: Sequence[bytes]) -> None:
        """Make a dictionary of what these have in common, and write it."""
        trained = zstandard.train_dictionary(
            _DICTIONARY_BYTES, list(records), k=_SEGMENT_BYTES, d=_COUNTED_BYTES, level=_LEVEL
        )
        self._path.write_bytes(trained.as_bytes())
        self.have_learned = True
        # What was packed until now had none.
        for made in ("_dictionary", "_compressor"):
            vars(self).pop(made, None)

    @cached_property
    def _compressor(self) -> zstandard.ZstdCompressor:
        return zstandard.ZstdCompressor(_LEVEL, dict_data=self._dictionary, write_checksum=True)

    def pack(self, records: Sequence[bytes]) -> bytes:
        """The recoded records of sections that follow each other, compressed together, with a checksum."""
        return self._compressor.compress(_BETWEEN.join(records))

    def unpack(self, packed: bytes) -> list[bytes]:
        """The recoded records of a block."""
        if zstandard.frame_content_size(packed) > _MOST_BYTES:
            raise ValueError("a block of records is too large")
        # One for each block, which takes 5 µs: several threads may read at once.
        return zstandard.ZstdDecompressor(self._dictionary).decompress(packed).split(_BETWEEN)


def recoded(record: bytes) -> bytes:
    """A record of `document.encode` in the encoding in which it is stored."""
    # Bytes of a path that are no text become escapes, which JSON reads as what they were.
    return record.decode("utf-8", "surrogatepass").encode(_ENCODING, "backslashreplace")


def unpack_entry(record: bytes, packed: bytes, group: int) -> Entry:
    """The entry of a recoded record; `group` is that of the section, `packed` has those of its paragraphs."""
    groups = Groups(group, struct.unpack(f"<{len(packed) // 8}Q", packed))
    return decode_text(record.decode(_ENCODING), groups)


def pack_groups(groups: tuple[int, ...]) -> bytes:
    """The groups of a section's paragraphs."""
    return struct.pack(f"<{len(groups)}Q", *groups)
