"""What every answer says of itself: nothing is loaded from elsewhere, nothing is kept."""

from typing import Final

HEADERS: Final = {
    # data: are the small pictures inside the style sheet of the API's description.
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
}
# What members state is for those who asked: no proxy and no shared browser keeps it.
NOT_KEPT: Final = {"Cache-Control": "no-store"}


def headers_for(path: str) -> dict[str, str]:
    """The headers of the answer at a path; only our own scripts and styles may be kept."""
    return HEADERS if path.startswith("/static/") else HEADERS | NOT_KEPT
