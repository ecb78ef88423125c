"""The header `Link` of answers (RFC 8288), and the other forms that it names.

Most of it is constant; the rest follows from the canonical URL of the answer. A long
URL is not repeated, so the header stays below two kilobytes.
"""

from typing import NamedTuple

from app.formats.dataset_files import LICENSE
from app.formats.writers import CITATION_WRITERS
from app.resources import RESOURCES
from app.resources.formats import FORMATS, JSON, Answer, formats_of

API = "/v1"
PAGE = "html"
"""The format of pages."""
MAX_URL = 500
"""Bytes of a URL up to which a header repeats it."""
_ALWAYS = (
    '</openapi.json>; rel="service-desc", </docs>; rel="service-doc",'
    f' <{LICENSE["path"]}>; rel="license"'
)
_SCHEMA = '</openapi.json#/components/schemas/{}>; rel="describedby"'


class Form(NamedTuple):
    """Another form of an answer."""

    href: str
    format_name: str


class _Address(NamedTuple):
    """The links that all answers of an address share."""

    constant: str
    """The links that do not depend on the answer: RFC 8631, RFC 4946, POWDER."""
    has_page: bool = False
    formats: tuple[str, ...] = (JSON,)
    """The formats of the data; citations are forms of its sources."""


def _address(constant: str, answer: Answer, *, has_page: bool) -> _Address:
    """Returns the address of a kind of answers."""
    names = (name for name in formats_of(answer) if name not in CITATION_WRITERS)
    return _Address(constant, has_page, tuple(names))


def _addresses() -> dict[str, _Address]:
    """Returns the addresses by path; that of records ends with a slash."""
    addresses = {
        "/v1/firsts": _address(_OTHER.constant, "firsts", has_page=True),
        "/v1/dataset": _address(_OTHER.constant, "dataset", has_page=False),
        "/v1/in-space": _address(_OTHER.constant, "table", has_page=True),
        "/v1/in-space/history": _address(_OTHER.constant, "table", has_page=False),
        "/v1/superlatives": _address(_OTHER.constant, "table", has_page=True),
        "/v1/search": _address(_OTHER.constant, "table", has_page=True),
    }
    for resource in RESOURCES:
        constant = f"{_ALWAYS}, {_SCHEMA.format(resource.schema.__name__)}"
        addresses[resource.path] = _address(constant, "list", has_page=True)
        of_record = _address(constant, "record", has_page=True)
        addresses[f"{resource.path}/"] = of_record
    return addresses


_OTHER = _Address(f'{_ALWAYS}, </v1/dataset>; rel="describedby"')
_ADDRESSES = _addresses()
_ALTERNATE = {
    name: f'>; rel="alternate"; type="{row.media_type}"'
    for name, row in FORMATS.items()
}


def is_answer(url: str) -> bool:
    """Whether a canonical URL is one of the API, not that of a page or a file."""
    return url.startswith(API)


def link_header(url: str, format_name: str, origin: str | None) -> str:
    """Returns the header of the answer at a canonical URL, in one of its formats.

    `cite-as` (RFC 8574) is the page of the answer, absolute if the public origin is
    known.
    """
    path = url.partition("?")[0]
    header = _address_of(path).constant
    if len(url) > MAX_URL:
        return header
    for form in other_forms(url, format_name):
        if form.format_name == PAGE:
            header += f', <{origin or ""}{form.href}>; rel="cite-as"'
        header += f", <{form.href}{_ALTERNATE[form.format_name]}"
    return header


def other_forms(url: str, format_name: str) -> list[Form]:
    """Returns the other forms of an answer: its page, and the formats of its data.

    Formats that a parameter of the URL excludes are left out.
    """
    path, _, query = url.partition("?")
    address = _address_of(path)
    pairs = [pair for pair in query.split("&") if pair and pair[:7] != "format="]
    kept = "&".join(pairs)
    forms = []
    if address.has_page:
        page = path[len(API) :]
        forms.append(Form(f"{page}?{kept}" if kept else page, PAGE))
    names = {pair.partition("=")[0] for pair in pairs}
    before = f"{path}?{kept}&format=" if kept else f"{path}?format="
    forms += [
        Form(before + name, name)
        for name in address.formats
        if name != format_name and names.isdisjoint(FORMATS[name].unsupported)
    ]
    return forms


def _address_of(path: str) -> _Address:
    """Returns the address of a path."""
    of_records = path[: path.rfind("/") + 1]
    return _ADDRESSES.get(path) or _ADDRESSES.get(of_records) or _OTHER
