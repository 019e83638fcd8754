"""What the pipeline's scripts share: the API over HTTP, and what GitHub shows of a run.

Standard library only, so that a runner needs nothing but Python 3.9.
"""

import http.client
import json
import os
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid

# The same numbers as the command line's; scripts branch on them.
FAILED, NOT_FOUND, NOT_ALLOWED, TAKEN_BACK = 1, 3, 4, 5
TIMED_OUT, CONFLICT, WAITS_FOR_PERSON = 6, 7, 8
USAGE, UNREACHABLE, CONFIGURATION, INTERRUPTED = 64, 69, 78, 130

BODY_LIMIT = 16 << 20


class Failure(Exception):
    """Why a script cannot go on, and the number that it ends with."""

    def __init__(self, exit_code, message):
        super().__init__(message)
        self.exit_code = exit_code


class Away(Exception):
    """No answer, or one that says to come again: the server may be restarting."""


class Refused(Failure):
    """An answer that is none of 2xx, by RFC 9457."""

    def __init__(self, status, document):
        self.status = status
        self.code = document.get("code", "")
        detail = document.get("detail") or f"the server answered {status}"
        fields = "".join(
            f"\n  {error.get('pointer') or '/'} {error.get('detail', '')}"
            for error in document.get("errors", [])
        )
        super().__init__(self.number(status, self.code), detail + fields)

    @staticmethod
    def number(status, code):
        if code == "idempotency_key_reused":
            return CONFLICT
        numbers = {400: USAGE, 422: USAGE, 401: NOT_ALLOWED, 403: NOT_ALLOWED, 404: NOT_FOUND}
        return {**numbers, 409: CONFLICT, 429: CONFLICT}.get(status, FAILED)


class KeepStatus(urllib.request.HTTPRedirectHandler):
    """A redirect is an answer: a token is not carried to wherever it points."""

    def redirect_request(self, *arguments):
        return None


class API:
    """One server. It may be away for `patience` seconds at a time before a call gives up."""

    def __init__(self, server, token=None, patience=300.0, timeout=15.0):
        parts = urllib.parse.urlsplit(server)
        if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc:
            raise Failure(USAGE, f"{server!r} is no http or https URL without a user")
        self.server = server.rstrip("/")
        self.token = token
        self.patience = patience
        self.timeout = timeout
        self.opener = urllib.request.build_opener(KeepStatus)

    def get(self, path):
        return self.persist("GET", path)

    def post(self, path, body, key=None):
        """Sent again with the same key while the server is away: it happens once."""
        return self.persist("POST", path, body, key or str(uuid.uuid4()))

    def persist(self, method, path, body=None, key=None):
        deadline = time.monotonic() + self.patience
        pause, told = 0.25, False
        while True:
            try:
                answer = self.document(method, path, body, key)
            except Away as reason:
                if time.monotonic() + pause > deadline:
                    raise Failure(UNREACHABLE, f"no answer from {self.server}: {reason}") from None
                if not told:
                    say(f"{self.server} is away ({reason}); asking again")
                    told = True
                time.sleep(pause)
                pause = min(pause * 2, 5.0)
            else:
                if told:
                    say(f"{self.server} is back")
                return answer

    def document(self, method, path, body=None, key=None):
        """One attempt; the answer's JSON object."""
        status, _, data = self.ask(method, path, body, key)
        try:
            document = json.loads(data)
        except ValueError:
            document = None
        if 200 <= status < 300 and isinstance(document, dict):
            return document
        if status in (502, 503, 504):
            raise Away(f"it answered {status}")
        if isinstance(document, dict) and "code" in document:
            raise Refused(status, document)
        raise Failure(FAILED, f"{self.server} answered {status} and no JSON; is it Shiplog?")

    def ask(self, method, path, body=None, key=None, with_token=True):
        """One attempt: status, headers and bytes, whatever they are."""
        headers = {"Accept": "application/json", "User-Agent": "shiplog-pipeline"}
        data = None
        if body is not None:
            data = json.dumps(body).encode()
            headers["Content-Type"] = "application/json"
        if key is not None:
            headers["Idempotency-Key"] = key
        if self.token and with_token:
            headers["Authorization"] = f"Bearer {self.token}"
        request = urllib.request.Request(
            self.server + path, data=data, headers=headers, method=method
        )
        try:
            with self.opener.open(request, timeout=self.timeout) as answer:
                return answer.status, answer.headers, read(answer)
        except urllib.error.HTTPError as answer:
            with answer:
                return answer.code, answer.headers, read(answer)
        except urllib.error.URLError as error:
            raise Away(str(error.reason)) from None
        except (OSError, http.client.HTTPException) as error:
            raise Away(str(error) or type(error).__name__) from None


def read(answer):
    data = answer.read(BODY_LIMIT + 1)
    if len(data) > BODY_LIMIT:
        raise Failure(FAILED, "the answer is larger than any of Shiplog's")
    return data


def token_from(environment):
    """From SHIPLOG_TOKEN or SHIPLOG_TOKEN_FILE; never a flag, which every user could list."""
    token, path = environment.get("SHIPLOG_TOKEN"), environment.get("SHIPLOG_TOKEN_FILE")
    if token and path:
        raise Failure(CONFIGURATION, "SHIPLOG_TOKEN and SHIPLOG_TOKEN_FILE are both set")
    if path:
        try:
            with open(path, encoding="ascii") as file:
                token = file.read().strip()
        except (OSError, ValueError):
            raise Failure(CONFIGURATION, f"SHIPLOG_TOKEN_FILE: {path} cannot be read") from None
    if token and not all("!" <= character <= "~" for character in token):
        raise Failure(CONFIGURATION, "the token must be one line of printable ASCII")
    return token or None


def say(line):
    print(f"… {line}", file=sys.stderr, flush=True)


def annotate(kind, title, text):
    """Shows a line on GitHub's page of the run; elsewhere on standard error.

    `kind` is notice, warning or error.
    """
    if os.environ.get("GITHUB_ACTIONS") == "true":
        print(f"::{kind} title={escaped(title, ':,')}::{escaped(text)}", flush=True)
    else:
        print(f"{kind}: {title}: {text}", file=sys.stderr, flush=True)


def escaped(text, also=""):
    """Percent-encoded as GitHub wants it: nobody's text ends a command or begins another."""
    for character in "%\r\n" + also:
        text = text.replace(character, f"%{ord(character):02X}")
    return text


def summarize(markdown):
    """Adds to the step's summary, where there is one."""
    append_to("GITHUB_STEP_SUMMARY", markdown.rstrip("\n") + "\n")


def put_out(name, value):
    """A step's output for the steps after it; always one line."""
    append_to("GITHUB_OUTPUT", f"{name}={' '.join(str(value).split())}\n")


def append_to(variable, text):
    path = os.environ.get(variable)
    if path:
        with open(path, "a", encoding="utf-8") as file:
            file.write(text)


def cell(text):
    """Text within a table of Markdown: it neither ends the cell nor becomes markup."""
    text = " ".join(str(text).split())
    for character in "\\|<>`*_[]":
        text = text.replace(character, f"&#{ord(character)};")
    return text
