"""An OpenFeature provider that asks Shiplog once per request.

`with provider.snapshot(context):` fetches all flags by one call (OFREP's bulk evaluation), and every
evaluation inside of it is answered from there: an answer never mixes two states of the flags, and ten
flags cost one round trip. While Shiplog cannot be reached the last answer for the same context is
used for as long as `stale_seconds`; after that, evaluations are the code's own defaults.
"""

import contextlib
import contextvars
import json
import time
import urllib.error
import urllib.request

from openfeature.exception import FlagNotFoundError, GeneralError, TypeMismatchError
from openfeature.flag_evaluation import FlagResolutionDetails, Reason
from openfeature.provider import AbstractProvider, Metadata

_MEMORY = 1000


class SnapshotProvider(AbstractProvider):
    def __init__(self, server, environment, token, timeout=2.0, stale_seconds=300.0):
        self._url = f"{server}/environments/{environment}/ofrep/v1/evaluate/flags"
        self._headers = {"Content-Type": "application/json"}
        if token:
            self._headers["Authorization"] = "Bearer " + token
        self._timeout = timeout
        self._stale_seconds = stale_seconds
        self._answers = {}
        self._flags = contextvars.ContextVar("flags", default=None)

    def get_metadata(self):
        return Metadata("shiplog-snapshot")

    @contextlib.contextmanager
    def snapshot(self, context):
        """Holds the flags as they are now, for the code inside and for nobody else."""
        attributes = dict(context.attributes)
        if context.targeting_key:
            attributes["targetingKey"] = context.targeting_key
        token = self._flags.set(self._fetch(attributes))
        try:
            yield
        finally:
            self._flags.reset(token)

    def _fetch(self, attributes):
        body = json.dumps({"context": attributes}, sort_keys=True).encode()
        tag, flags, at = self._answers.get(body, (None, None, None))
        headers = self._headers | ({"If-None-Match": tag} if tag else {})
        request = urllib.request.Request(self._url, body, headers, method="POST")
        try:
            with urllib.request.urlopen(request, timeout=self._timeout) as answer:
                tag, document = answer.headers["ETag"], json.load(answer)
                flags = {flag["key"]: flag for flag in document["flags"]}
        except (OSError, ValueError) as error:
            if not (isinstance(error, urllib.error.HTTPError) and error.code == 304):
                return self._stale(flags, at)
        if len(self._answers) >= _MEMORY:
            self._answers.clear()
        self._answers[body] = (tag, flags, time.monotonic())
        return flags

    def _stale(self, flags, at):
        return flags if at is not None and time.monotonic() - at < self._stale_seconds else None

    def _resolve(self, key, kinds):
        flags = self._flags.get()
        if flags is None:
            raise GeneralError("the flags are not known; evaluate inside of snapshot()")
        flag = flags.get(key)
        if flag is None:
            raise FlagNotFoundError(f"no flag {key}")
        if "errorCode" in flag:
            raise GeneralError(flag.get("errorDetails", flag["errorCode"]))
        value = flag.get("value")
        # In Python a bool is an int as well.
        if isinstance(value, bool) != (bool in kinds) or not isinstance(value, kinds):
            raise TypeMismatchError(f"{key} is not of this type")
        return FlagResolutionDetails(
            value=value, variant=flag.get("variant"), reason=Reason(flag["reason"]),
            flag_metadata=flag.get("metadata", {}),
        )

    def resolve_boolean_details(self, flag_key, default_value, evaluation_context=None):
        return self._resolve(flag_key, (bool,))

    def resolve_string_details(self, flag_key, default_value, evaluation_context=None):
        return self._resolve(flag_key, (str,))

    def resolve_integer_details(self, flag_key, default_value, evaluation_context=None):
        return self._resolve(flag_key, (int,))

    def resolve_float_details(self, flag_key, default_value, evaluation_context=None):
        return self._resolve(flag_key, (float, int))

    def resolve_object_details(self, flag_key, default_value, evaluation_context=None):
        return self._resolve(flag_key, (dict, list))
