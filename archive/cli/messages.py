"""Texts for the user, ready for translation: every one passes through `_`.

A translation is a gettext catalogue of the domain `report-archive` in the system's locale folders;
without one the English text is shown.
"""

from __future__ import annotations

import gettext

_translation = gettext.translation("report-archive", fallback=True)

_ = _translation.gettext
ngettext = _translation.ngettext
