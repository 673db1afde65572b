"""The command line of the scripts that learn: what is not understood must not begin to learn and write."""

from __future__ import annotations

import argparse


def asked_to_check(text: str | None) -> bool:
    """Whether a script, told what it does by `text`, is to check itself and not to write."""
    parser = argparse.ArgumentParser(description=text, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--check", action="store_true", help="learn from all but some pages, and tell how well"
    )
    return bool(parser.parse_args().check)
