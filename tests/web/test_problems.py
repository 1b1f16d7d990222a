"""Laws of problems: every error of our own has a status, a kind and a hint."""

from __future__ import annotations

import json

import pytest

from askcloud import errors
from askcloud.errors import AskcloudError, InternalError
from askcloud.web.problems import RefusalError, problem, problem_page

KINDS = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, AskcloudError)]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_error_is_a_problem(kind):
    """The members that RFC 9457 names are there, and the status is that of the answer."""
    answer = problem(kind("The well is dry.", hint="Dig deeper."))

    told = json.loads(answer.body)
    assert answer.headers["content-type"] == "application/problem+json"
    assert told["status"] == answer.status_code
    assert 400 <= answer.status_code < (600 if kind in (AskcloudError, InternalError) else 504)
    assert told["type"].startswith("urn:askcloud:")
    assert told["title"][0].isupper() or kind is AskcloudError
    assert (told["detail"], told["hint"]) == ("The well is dry.", "Dig deeper.")


def test_a_refusal_has_its_own_status_and_is_text_in_a_page():
    """A person reads the sentence and the hint, whatever they hold."""
    page = problem_page(RefusalError(401, "Only for <you>.", hint='Open "it".'))

    assert page.status_code == 401
    assert b'<meta name="viewport" content="width=device-width">' in page.body
    assert b"<p>Only for &lt;you&gt;.</p><p>Open &quot;it&quot;.</p>" in page.body
