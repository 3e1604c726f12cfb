"""Ketenlab for tests in Python. Copy this file: it needs Python 3.9, and the package ketenlab in `node_modules`.

`Ketenlab.workspace()` starts the server at its first call, and stops it at the end of the process. It uses a server that
runs already, if `Ketenlab.use` or `KETENLAB_URL` names one, or if `npx ketenlab serve --detach` started one in this folder.
"""

import atexit
import json
import os
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

PROGRAM = Path("node_modules/ketenlab/bin/ketenlab.mjs")
TIMEOUT_SECONDS = 10


class Ketenlab:
    """A workspace, with clients, orders, clock and journal of its own."""

    _url = None
    _control_token = os.environ.get("SANDBOX_TOKEN")

    def __init__(self, workspace):
        self.id = workspace["id"]
        self._clients = {client["clientId"]: client["clientSecret"] for client in workspace["clients"]}

    @classmethod
    def use(cls, url, token=None):
        """Uses a server that runs already, for example in a container. The token is that of its control API."""
        cls._url, cls._control_token = url.rstrip("/"), token

    @classmethod
    def workspace(cls):
        """A new workspace. Close it at the end of the test."""
        return cls(_call("POST", f"{cls.url()}/_sandbox/workspaces", {}))

    @classmethod
    def url(cls):
        """Base URL of the server."""
        if cls._url is None:
            cls.use(os.environ.get("KETENLAB_URL") or _start(), cls._control_token)
        return cls._url

    def client(self, name):
        """Id and secret of a client, by its name in the documents, for example `demo-seller`."""
        client_id = f"{self.id}-{name}"
        return client_id, self._clients[client_id]

    def token(self, name, audience="https://api.bokbasen.io/orders/"):
        """An access token of a client at Bokbasen."""
        client_id, secret = self.client(name)
        form = {"grant_type": "client_credentials", "audience": audience}
        form.update(client_id=client_id, client_secret=secret)
        return _call("POST", f"{self.url()}/bokbasen/oauth/token", form)["access_token"]

    def control(self, method, path, body=None):
        """Call of the control API, with a path in this workspace. The body is sent as JSON; a string is sent as XML."""
        return _call(method, f"{self.url()}/_sandbox/workspaces/{self.id}/{path}", body)

    def advance(self, duration):
        """Moves the clock forward, for example by `PT1M`."""
        self.control("POST", "clock/advance", {"duration": duration})

    def fault(self, operation, kind, **fields):
        """Breaks requests of an operation, for example `fault("listOrders", "status", status=503, times=1)`."""
        self.control("POST", "faults", {"operation": operation, "kind": kind, **fields})

    def requests(self, operation):
        """The requests of an operation between Ketenlab and your system, the oldest first. Each has status, request, response and
        findings. Calls between Ketenlab's own roles do not count."""
        query = urllib.parse.urlencode({"operation": operation, "limit": 500})
        exchanges = self.control("GET", f"exchanges?{query}")["items"]
        return [exchange for exchange in reversed(exchanges) if exchange["peer"] == "partner"]

    def wait_for(self, operation, count=1):
        """The requests of an operation, as soon as there are so many."""
        end = time.monotonic() + TIMEOUT_SECONDS
        while len(found := self.requests(operation)) < count:
            if time.monotonic() > end:
                received = ", ".join(map(_line, found)) or "none"
                raise AssertionError(
                    f"expected {count} requests of {operation} within {TIMEOUT_SECONDS} seconds, received {received}"
                    + self._undelivered()
                    + _section("Broken requirements:", self.violations())
                )
            time.sleep(0.05)
        return found

    def assert_no_violations(self, party):
        """Fails if a party, for example `seller`, broke a requirement of level MUST, or if no message of it was checked."""
        violations = self.violations(party)
        if violations:
            raise AssertionError("\n".join([f"\nThe {party} breaks requirements:", *violations]))
        # A token request alone has no result of level MUST.
        if all(rule["verdict"] == "skip" for rule in self._requirements(party, "MUST")):
            raise AssertionError(f"No message of the {party} was checked in this workspace: is the address right?{self._undelivered()}")

    def violations(self, party=None, level="MUST"):
        """The requirements of a level (MUST, SHOULD, INFO) that a party broke: rule, request, difference and source."""
        return [
            "\n".join([f"  {rule['id']} ({level}) {rule['text']}", *map(self._finding, rule["findings"]), f"    source: {rule['source']}"])
            for rule in self._requirements(party, level)
            if rule["findings"]
        ]

    def close(self):
        """Removes the workspace."""
        _call("DELETE", f"{self.url()}/_sandbox/workspaces/{self.id}")

    def _requirements(self, party, level):
        query = {"format": "json", **({"party": party} if party else {})}
        report = self.control("GET", f"conformance?{urllib.parse.urlencode(query)}")
        return [rule for rule in report["requirements"] if rule["level"] == level]

    def _undelivered(self):
        """Messages of Ketenlab that your server has not accepted, and those that went to a role of Ketenlab because no partner is set."""
        lines = []
        for message in self.control("GET", "deliveries?limit=100")["items"]:
            url = message.get("url", "")
            own = url.startswith(f"{self.url()}/")
            if own or message["state"] != "sent":
                last = message["attempts"][-1] if message["attempts"] else {"error": "not sent yet"}
                hint = f" (Ketenlab's own {message['to']}, because no partner is set)" if own else ""
                lines.append(f"  {message['operation']} to {url} -> {last.get('status') or last['error']}{hint}")
        return _section("Messages that did not reach your system:", lines)

    def _finding(self, finding):
        place = finding.get("operation", "")
        if "exchange" in finding:
            exchange = self.control("GET", f"exchanges/{finding['exchange']}")
            place = f"{_line(exchange)} ({exchange.get('operation')})"
        return f"    {place}\n      {finding['pointer'] or 'message'}: expected {finding['expected']}, seen {finding['seen']}"


def _section(title, lines):
    return "\n".join(["", title, *lines]) if lines else ""


def _line(exchange):
    return f"{exchange['method']} {exchange['path']} -> {exchange['status']}"


def _call(method, url, body=None):
    headers = {}
    data = None
    if body is not None:
        headers["Content-Type"] = "application/xml" if isinstance(body, str) else "application/json"
        data = (body if isinstance(body, str) else json.dumps(body)).encode()
    if Ketenlab._control_token and "/_sandbox/" in url:
        headers["Authorization"] = f"Bearer {Ketenlab._control_token}"
    try:
        with urllib.request.urlopen(urllib.request.Request(url, data, headers, method=method)) as response:
            text = response.read()
    except urllib.error.HTTPError as error:
        raise RuntimeError(f"{method} {url} answered {error.code} {error.read().decode()}") from error
    return json.loads(text) if text else None


def _start():
    running = _ketenlab("status", "--json")
    if running.returncode == 0:
        return json.loads(running.stdout)["url"]
    started = _ketenlab("serve", "--detach", "--port", "0")
    if started.returncode != 0:
        raise RuntimeError(f"Ketenlab did not start: {started.stderr.strip()}")
    atexit.register(_ketenlab, "stop")
    return started.stdout.strip()


def _ketenlab(*arguments):
    """Runs a command of Ketenlab. `npx` is not used: it is slower, and has another name in Windows."""
    if not PROGRAM.exists():
        raise RuntimeError(f"{PROGRAM.absolute()} is missing: run `npm install` first")
    environment = {**os.environ, "DATABASE_URL": "sqlite::memory:"}
    return subprocess.run(["node", str(PROGRAM), *arguments], env=environment, capture_output=True, text=True, check=False)
