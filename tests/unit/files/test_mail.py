"""A mail is read as far as it can be, whoever wrote it, and nothing in it is run or opened."""

from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompas.files import kind, mail
from kompas.files.plain_text import decoded, lines, of_html, one_line
from kompas.limits import (
    LONGEST_SHOWN_TEXT,
    MOST_MAIL_ATTACHMENTS,
    MOST_MAIL_LAYERS,
    MOST_MAIL_PARTS,
)
from tests.unit.files import outlook
from tests.unit.files.made import OLE, pdf

SENT = datetime(2026, 5, 18, 8, 0, tzinfo=UTC)
HEAD = b"From: a@b.dk\nMessage-ID: <1@b.dk>\nMIME-Version: 1.0\n"


def written(**heads: str) -> EmailMessage:
    """A mail with its head."""
    made = EmailMessage()
    known = {"From": "Åse Lind <aase@bostedet.dk>", "To": "kommunen@vejen.dk",
             "Subject": "Udtalelse om Gerda", "Date": "Mon, 18 May 2026 10:00:00 +0200",
             "Message-ID": "<1@bostedet.dk>", **heads}  # fmt: skip
    for name, value in known.items():
        made[name] = value
    return made


def read(tmp_path: Path, content: bytes) -> mail.MailRead:
    path = tmp_path / "mail"
    path.write_bytes(content)
    found = mail.read(path, tell=lambda: None)
    return mail.of_json({**found, "attachments": list(found["attachments"])})  # type: ignore[call-overload]


def taken_out(tmp_path: Path, number: int = 0) -> tuple[dict[int, str], bytes]:
    into = tmp_path / "taken"
    names = mail.take_out(tmp_path / "mail", {number: str(into)}, tell=lambda: None)
    return dict(names), into.read_bytes() if names else b""


# ---------------------------------------------------------------- as people write them


def with_attachments() -> bytes:
    made = written(Cc="Birk <birk@vejen.dk>")
    made.set_content("Hej\n\nHer er udtalelsen.\n")
    made.add_alternative("<p>Hej</p><p>Her er <b>udtalelsen</b>.</p>", subtype="html")
    made.add_attachment(pdf(), maintype="application", subtype="pdf", filename="Udtalelse æ.pdf")
    return made.as_bytes()


def outlooks() -> bytes:
    return outlook.message(
        {
            outlook.SUBJECT: "Udtalelse om Gerda",
            outlook.BODY: "Hej\r\n\r\nHer er udtalelsen.\r\n",
            outlook.SENDER: "Åse Lind",
            outlook.ADDRESS: "aase@bostedet.dk",
            outlook.TO: "kommunen@vejen.dk",
            outlook.CC: "Birk <birk@vejen.dk>",
            outlook.SENT: SENT,
        },
        [{outlook.LONG_NAME: "Udtalelse æ.pdf", outlook.CONTENT: pdf()}],
    )


@pytest.mark.parametrize(
    ("content", "media_type"), [(with_attachments(), kind.EML), (outlooks(), kind.MSG)]
)
def test_a_mail_is_read_with_its_attachments(
    tmp_path: Path, content: bytes, media_type: str
) -> None:
    found = read(tmp_path, content)
    assert kind.media_type_of(tmp_path / "mail") == media_type
    assert "Åse Lind" in found.sender
    assert "<aase@bostedet.dk>" in found.sender
    assert (found.to, found.cc) == ("kommunen@vejen.dk", "Birk <birk@vejen.dk>")
    assert found.subject == "Udtalelse om Gerda"
    assert found.sent == SENT.timestamp()
    assert found.text == "Hej\n\nHer er udtalelsen."
    assert (found.of_html, found.shortened, found.more, found.unread) == (False, False, 0, "")
    (one,) = found.attachments
    assert (one.number, one.name, one.size_bytes) == (0, "Udtalelse æ.pdf", len(pdf()))
    assert taken_out(tmp_path) == ({0: "Udtalelse æ.pdf"}, pdf())
    assert taken_out(tmp_path, 7) == ({}, b"")


PAGE = (
    "<html><head><title>x</title><style>p {color: red}</style></head><body><p>Kære du</p>"
    "<script>alert(1)</script><ul><li>Et</li><li>To &amp; tre</li></ul>"
    "<table><tr><td>Mandag</td><td>8-12</td></tr></table>Hilsen<br>Åse</body></html>"
)
SAID = "Kære du\n\n- Et\n\n- To & tre\n\nMandag 8-12\n\nHilsen\nÅse"


def test_a_mail_that_is_a_web_page_is_read_as_text(tmp_path: Path) -> None:
    made = written()
    made.set_content(PAGE, subtype="html")
    by_outlook = outlook.message({outlook.SUBJECT: "x", outlook.HTML: PAGE.encode("cp1252")})
    for content in (made.as_bytes(), by_outlook):
        found = read(tmp_path, content)
        assert found.text == SAID
        assert found.of_html


def test_a_mail_within_a_mail_is_an_attachment_that_is_a_mail(tmp_path: Path) -> None:
    inner = written(Subject="Den første")
    inner.set_content("Inderst")
    made = written()
    made.set_content("Se vedhæftede.")
    made.add_attachment(inner)
    found = read(tmp_path, made.as_bytes())
    assert (found.text, found.attachments[0].name) == ("Se vedhæftede.", "Den første.eml")
    names, content = taken_out(tmp_path)
    assert names == {0: "Den første.eml"}
    assert read(tmp_path, content).text == "Inderst"


def test_a_picture_in_the_text_is_told_from_what_is_sent_along(tmp_path: Path) -> None:
    made = written()
    made.set_content("<p>Hej</p><img src='cid:logo'>", subtype="html")
    made.add_related(b"x", "image", "png", cid="<logo>", disposition="inline", filename="logo.png")
    made.add_attachment(b"y", maintype="image", subtype="png", filename="foto.png")
    found = {one.name: one.in_text for one in read(tmp_path, made.as_bytes()).attachments}
    assert found == {"logo.png": True, "foto.png": False}


@pytest.mark.parametrize(
    ("said", "sent"),
    [
        ("Mon, 18 May 2026 08:00:00 -0000", SENT.timestamp()),
        ("Mon, 18 May 2026 08:00:00", SENT.timestamp()),
        ("Mon, 18 May 1801 08:00:00 +0200", None),
        ("Mon, 18 May 9999 08:00:00 +0200", None),
        ("i går", None),
        ("", None),
    ],
)
def test_a_day_is_read_where_it_is_one(tmp_path: Path, said: str, sent: float | None) -> None:
    raw = HEAD + f"Date: {said}\n\nHej".encode()
    assert read(tmp_path, raw).sent == sent


# ---------------------------------------------------------------- what cannot be read


@pytest.mark.parametrize(
    "content",
    [
        HEAD + b"Content-Type: application/pkcs7-mime; smime-type=enveloped-data\n\nMIIC",
        HEAD + b"Content-Type: multipart/encrypted; boundary=x\n\n--x\n\nabc\n--x--\n",
        outlook.message({outlook.CLASS: "IPM.Note.SMIME", outlook.SUBJECT: "Hemmelig"},
                        [{outlook.LONG_NAME: "smime.p7m", outlook.CONTENT: b"MIIC"}]),
    ],
    ids=["S/MIME", "PGP", "Outlook"],
)  # fmt: skip
def test_an_encrypted_mail_is_told(tmp_path: Path, content: bytes) -> None:
    found = read(tmp_path, content)
    assert found.unread == mail.Unread.ENCRYPTED
    assert (found.text, found.attachments) == ("", ())


def nested(layers: int) -> bytes:
    """A mail in a mail in a mail, or a part in a part."""
    parts = [
        f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n'.encode()
        for n in range(layers)
    ]
    return HEAD + b"".join(parts) + b"Content-Type: text/plain\n\nInderst\n"


@pytest.mark.parametrize(
    "content",
    [
        nested(MOST_MAIL_LAYERS + 1),
        HEAD + b"Content-Type: message/rfc822\n\n" * 30_000,
        HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * MOST_MAIL_PARTS,
        outlook.message({}, [{outlook.LONG_NAME: "a"}] * (MOST_MAIL_PARTS + 1)),
    ],
    ids=["layers", "mails in mails", "parts", "attachments of Outlook"],
)
def test_one_of_too_many_layers_or_parts_is_told(tmp_path: Path, content: bytes) -> None:
    assert read(tmp_path, content).unread == mail.Unread.TANGLED


def test_one_of_few_layers_is_read(tmp_path: Path) -> None:
    assert read(tmp_path, nested(MOST_MAIL_LAYERS // 2)).text == "Inderst"


@pytest.mark.parametrize(
    "content",
    [
        OLE + "__properties_version1.0".encode("utf-16-le"),
        outlooks()[:4096],
        outlooks().replace("__properties_version1.0".encode("utf-16-le"),
                           "__pr_perties_version1.0".encode("utf-16-le")),
        outlooks()[:600] + b"\xff" * 200 + outlooks()[800:],
    ],
    ids=["a head only", "half", "no properties", "spoilt"],
)  # fmt: skip
def test_what_is_broken_is_told_or_read_as_far_as_it_goes(tmp_path: Path, content: bytes) -> None:
    assert read(tmp_path, content).unread in ("", mail.Unread.BROKEN)
    assert taken_out(tmp_path, 5) == ({}, b"")


def test_attachments_without_end_are_counted(tmp_path: Path) -> None:
    more = 30
    part = b"--b\nContent-Disposition: attachment; filename=a.txt\n\nx\n"
    head = HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n"
    found = read(tmp_path, head + part * (MOST_MAIL_ATTACHMENTS + more) + b"--b--\n")
    assert (len(found.attachments), found.more) == (MOST_MAIL_ATTACHMENTS, more)


def test_a_long_text_is_shortened(tmp_path: Path) -> None:
    found = read(tmp_path, HEAD + b"\n" + b"ord " * LONGEST_SHOWN_TEXT)
    assert (len(found.text), found.shortened) == (LONGEST_SHOWN_TEXT, True)


# ---------------------------------------------------------------- who means harm, or does not know


@pytest.mark.parametrize(
    ("declared", "content", "said"),
    [
        ("us-ascii", "Ærø".encode("cp1252"), "Ærø"),
        ("us-ascii", "Ærø".encode(), "Ærø"),
        ("iso-8859-1", "Ærø".encode("latin-1"), "Ærø"),
        ("no-such", "Ærø".encode(), "Ærø"),
        ("punycode", b"Hej-hej", "Hej-hej"),
        ("zip", b"Hej", "Hej"),
        ("utf-7", b"+ADw-script+AD4-", "+ADw-script+AD4-"),
        ("utf-16", b"\xff\xfeH\0e\0j\0", "Hej"),
        ("utf-8", b"\xff\x81", "\ufffd\ufffd"),
    ],
)
def test_wrong_letters_are_read_as_the_usual_ones(declared: str, content: bytes, said: str) -> None:
    assert decoded(content, declared) == said


HOSTILE_HEADS = {
    "an address in an address": "(" * 5_000,
    "groups": "a:" * 5_000,
    "quotes": '"\\' * 5_000,
    "words": "=?utf-8?q?" * 1_000,
    "a codec of no letters": "=?punycode?q?abc?= =?zip?b?abc?=",
    "parameters": "; a=b" * 2_000,
    "turned around": "a\u202egpj.exe",
    "half a sign": "\udcff",
}


@pytest.mark.parametrize("value", HOSTILE_HEADS.values(), ids=HOSTILE_HEADS)
def test_a_head_is_read_however_it_is_written(tmp_path: Path, value: str) -> None:
    raw = value.encode("utf-8", "surrogateescape")
    names = (b"To", b"Cc", b"Subject", b"Date", b"Content-Type", b"Content-Disposition")
    heads = b"".join(name + b": " + raw + b"\n" for name in names)
    found = read(tmp_path, HEAD + heads + b"\nHej")
    assert found.unread == ""
    for text in (found.sender, found.to, found.cc, found.subject):
        assert not any(category(sign) in ("Cc", "Cs", "Cf") for sign in text)


def test_a_name_brings_no_line_and_no_head(tmp_path: Path) -> None:
    part = (
        b"--b\nContent-Disposition: attachment;"
        b" filename*=utf-8''..%2F..%2Fetc%2Fpasswd%0D%0ASet-Cookie%3A%20x.txt\n\nx\n--b--\n"
    )
    found = read(tmp_path, HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n" + part)
    assert found.attachments[0].name == "../../etc/passwd Set-Cookie: x.txt"  # made a name later


def test_a_name_in_the_words_of_headings_is_read(tmp_path: Path) -> None:
    part = b'--b\nContent-Disposition: attachment; filename="=?utf-8?q?=C3=86r=C3=B8.pdf?="\n\nx\n'
    found = read(tmp_path, HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n" + part)
    assert found.attachments[0].name == "Ærø.pdf"


@given(st.binary(max_size=600))
def test_any_bytes_after_a_head_are_read_or_told(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    read(tmp_path_factory.mktemp("mail"), HEAD + content)


@given(st.integers(0, len(outlooks()) - 9), st.binary(min_size=1, max_size=8))
def test_any_spoilt_mail_of_outlook_is_read_or_told(
    tmp_path_factory: pytest.TempPathFactory, at: int, bytes_: bytes
) -> None:
    whole = outlooks()
    folder = tmp_path_factory.mktemp("mail")
    found: Any = read(folder, whole[:at] + bytes_ + whole[at + len(bytes_) :])
    assert found.unread in ("", mail.Unread.BROKEN, mail.Unread.TANGLED)


@given(st.text(max_size=300))
def test_a_text_holds_nothing_that_steers(text: str) -> None:
    for made in (lines(text), of_html(text), one_line(text)):
        assert not any(category(sign) in ("Cc", "Cs") for sign in made if sign not in "\n\t")
        assert not set(made) & set("\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u200e\u200f")
        made.encode()
