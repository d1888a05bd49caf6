"""What may be asked of the network. Nothing heavy is imported here, so that a command line can read the defaults."""

from __future__ import annotations

from dataclasses import dataclass, field

from newsclean import __version__

MIB = 1024 * 1024
ARCHIVE = "https://web.archive.org"


def default_user_agent() -> str:
    """An honest name: `newsclean/<version>`."""
    return f"newsclean/{__version__}"


@dataclass(frozen=True, slots=True)
class FetchOptions:
    """Bounds, manners and identity of fetching. Times are seconds, sizes bytes.

    Secrets (`headers`, `cookies`, `proxy`) are left out of the record's repr. Raises ValueError for a bound that
    leaves nothing to do.
    """

    #: For all of one URL: robots.txt, redirects and retries count, waiting for the host's turn does not.
    timeout: float = 30.0
    #: Of the unpacked body; half of it on the wire.
    max_bytes: int = 20 * MIB
    #: After the first attempt, and only for what can heal.
    retries: int = 2
    #: Between two URLs of one host.
    delay: float = 1.0
    user_agent: str = field(default_factory=default_user_agent)
    #: The user's own, sent to the host that was asked and to no other.
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    #: File in Netscape's format; each cookie goes to its own host only.
    cookies: str | None = field(default=None, repr=False)
    #: PEM file of certificate authorities that are trusted besides the usual ones.
    ca_file: str | None = None
    #: `http://[user:password@]host:port`.
    proxy: str | None = field(default=None, repr=False)
    #: Use the environment's proxies and SSL_CERT_FILE.
    trust_env: bool = False
    #: Obey robots.txt.
    robots: bool = True
    #: Let addresses through that are not of the public internet.
    allow_private: bool = False
    #: Fetch the further pages of an article, too.
    all_pages: bool = False
    #: Address of a web archive that is asked for pages that are gone, such as `https://web.archive.org`.
    archive: str | None = None
    #: Folder of an HTTP cache: what it has and may still use is not asked for again (RFC 9111).
    cache: str | None = None

    def __post_init__(self) -> None:
        if not (self.timeout > 0 and self.max_bytes > 1 and self.retries >= 0 and self.delay >= 0):
            raise ValueError("timeout and max_bytes must be above 0, retries and delay must not be below it")

    @property
    def max_wire_bytes(self) -> int:
        """Limit of one answer as it comes, packed and with its headers."""
        return self.max_bytes // 2
