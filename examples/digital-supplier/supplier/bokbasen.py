"""Client of Bokbasen's Order API, for a seller."""

import json
import time
import urllib.error
import urllib.parse
import urllib.request
from http.client import HTTPException

TIMEOUT_SECONDS = 10
MAX_ATTEMPTS = 5


class Refused(Exception):
    """Bokbasen refused a call: repeating it does not help."""

    def __init__(self, status, body):
        super().__init__(f"{status} {body}")
        self.status = status


class Unavailable(Exception):
    """Bokbasen did not answer as it should, also after repeats."""


class Bokbasen:
    """Every call is sent again if the service is not available. The first pause doubles each time."""

    def __init__(self, base_url, client_id, client_secret, first_pause=1.0, sleep=time.sleep):
        self.base_url = base_url
        self._client = {"client_id": client_id, "client_secret": client_secret}
        self._first_pause = first_pause
        self._sleep = sleep
        self._token = None

    def orders_since(self, time_utc):
        """The orders that were updated at a time or later."""
        query = urllib.parse.urlencode({"fromDate": time_utc.strftime("%Y%m%d%H%M%S"), "mode": "SENT_TO_ME"})
        return json.loads(self._call("GET", f"{self.base_url}/orders/v1?{query}"))

    def order(self, order_id):
        """An order with the status of its lines, and with its links."""
        return json.loads(self._call("GET", f"{self.base_url}/orders/v1/{order_id}"))

    def document(self, order):
        """The EDItX document of an order."""
        return self._call("GET", order["_links"]["editx"]["href"])

    def update_line(self, order_id, line_id, update):
        """Reports the status of a line. The same update can be sent again: it changes nothing."""
        self._call("POST", f"{self.base_url}/orders/v1/{order_id}/lines/{line_id}", update)

    def _call(self, method, url, body=None):
        problem = None
        for attempt in range(MAX_ATTEMPTS):
            if attempt > 0:
                self._sleep(self._first_pause * 2 ** (attempt - 1))
            try:
                return self._send(method, url, body)
            except urllib.error.HTTPError as error:
                problem = f"{error.code} {error.read().decode(errors='replace')}"
                if error.code == 401:
                    self._token = None
                elif error.code not in (408, 429) and error.code < 500:
                    raise Refused(error.code, problem) from error
            except (OSError, HTTPException) as error:
                problem = repr(error)
        raise Unavailable(f"{method} {url}: {problem}")

    def _send(self, method, url, body):
        if self._token is None:
            self._token = self._fetch_token()
        headers = {"Authorization": f"Bearer {self._token}"}
        data = None
        if body is not None:
            headers["Content-Type"] = "application/json"
            data = json.dumps(body).encode()
        request = urllib.request.Request(url, data, headers, method=method)
        with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as response:
            return response.read()

    def _fetch_token(self):
        audience = "https://api.bokbasen.io/orders/"
        form = {"grant_type": "client_credentials", "audience": audience, **self._client}
        data = urllib.parse.urlencode(form).encode()
        with urllib.request.urlopen(f"{self.base_url}/oauth/token", data, timeout=TIMEOUT_SECONDS) as response:
            return json.load(response)["access_token"]
