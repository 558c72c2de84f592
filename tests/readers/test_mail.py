import base64

import pytest

from question_tailor import read_posting
from question_tailor.errors import InputError
from question_tailor.readers.mail import is_mail
from samples import POSTING

HEAD = "From: Anna <a@b.example>\r\nMessage-ID: <1@b>\r\nMIME-Version: 1.0\r\n"
HTML = "<html><h1>Head of Product</h1><p>You will own the product and lead 21 people in four groups.</p></html>"


def multipart(*parts, kind="alternative"):
    body = "".join(f"--x\r\n{part}\r\n" for part in parts)
    return f"{HEAD}Content-Type: multipart/{kind}; boundary=x\r\n\r\n{body}--x--\r\n"


def text_part(text, headers=""):
    return f"Content-Type: text/plain; charset=utf-8\r\n{headers}\r\n{text}"


def html_part(text):
    return f"Content-Type: text/html; charset=utf-8\r\n\r\n{text}"


@pytest.mark.parametrize(
    ("raw", "known"),
    [
        (HEAD + "\r\nHi", True),
        ("From: a\nDate: b\nSubject: c\n\nHi", True),
        ("Received: from x\n\tby y\n\nHi", True),
        ("Title: VP Product\nCompany: Ferrowick\n\nYou will own it.", False),
        ("Date: now\nSubject: VP Product\n\nYou will own it.", False),
        ("From: a\nMessage-ID: b", False),
        ("Dear all,\n\nMessage-ID: x\n\n", False),
    ],
)
def test_mail_is_told_from_text_with_labels(raw, known):
    assert is_mail(raw.encode()) == known


def test_the_text_part_comes_before_html():
    job = read_posting(multipart(html_part(HTML), text_part(POSTING)))

    assert job.title == "Chief Product Officer"
    assert job.text == read_posting(POSTING).text


def test_html_is_read_where_the_text_part_says_nothing():
    job = read_posting(multipart(text_part("See the HTML version."), html_part(HTML)))

    assert job.title == "Head of Product"
    assert job.text.endswith("lead 21 people in four groups.")


def test_a_page_saved_in_one_file_is_read():
    raw = multipart(html_part(HTML), "Content-Type: image/png\r\nContent-Location: cid:1\r\n\r\nx", kind="related")

    assert read_posting("Snapshot-Content-Location: https://b.example\r\n" + raw).title == "Head of Product"


@pytest.mark.parametrize(
    ("subject", "text", "title"),
    [
        ("Fwd: RE: VP Product", "You will own the product.\r\nAll of it.", "VP Product"),
        ("=?utf-8?q?Leitung_Produkt_=E2=80=93_Gent?=", "Sie leiten.\r\nViel.", "Leitung Produkt \u2013 Gent"),
        ("The text for Monday", "Head of Product\r\n\r\nYou will own it.", "Head of Product"),
    ],
)
def test_the_subject_is_the_title_only_where_the_text_has_none(subject, text, title):
    assert read_posting(f"{HEAD}Subject: {subject}\r\n\r\n{text}").title == title


@pytest.mark.parametrize(
    ("encoding", "body", "charset"),
    [
        ("base64", base64.b64encode(POSTING.encode()).decode(), "utf-8"),
        ("quoted-printable", POSTING.replace("=", "=3D"), "utf-8"),
        ("8bit", POSTING, "unheard-of"),
    ],
)
def test_encoded_bodies_are_decoded(encoding, body, charset):
    raw = f"{HEAD}Content-Type: text/plain; charset={charset}\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n{body}"

    assert read_posting(raw).text == read_posting(POSTING).text


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (multipart("Content-Type: application/pdf\r\n\r\n%PDF-1.4", kind="mixed"), "no text of its own"),
        (HEAD + "Subject: " + "x" * 30_000 + "\r\n\r\nHi there", "header of more than"),
        (multipart(*[text_part("x")] * 600), "more than 500 parts"),
        (
            HEAD + "".join(f"Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n" for n in range(900)),
            "e-mail",
        ),
    ],
)
def test_mail_that_cannot_be_read_says_why(raw, told):
    with pytest.raises(InputError, match=told):
        read_posting(raw)
