"""SHA-256, without what `hashlib` costs to import: it loads OpenSSL, for a tenth of a run that has
nothing to do. The standard library's own `random` takes the same way."""

TYPE_CHECKING = False  # as in `gitopsc`: without `typing`
if TYPE_CHECKING:
    from hashlib import sha256
else:
    try:
        from _sha2 import sha256  # Python 3.12 and later
    except ImportError:
        try:
            from _sha256 import sha256
        except ImportError:  # a Python that was built without its own
            from hashlib import sha256

__all__ = ["sha256"]
