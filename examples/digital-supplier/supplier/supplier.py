"""Decides about the lines of new orders, and reports the status of each to Bokbasen."""

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from . import editx
from .bokbasen import Refused

FIRST_PERIOD = timedelta(days=7)
# Clocks differ: an order at the edge is read twice, which changes nothing.
OVERLAP = timedelta(minutes=5)
# The status of a new line, and of a change that the buyer requests.
OPEN = ("SENT", "REQUESTED")


@dataclass(frozen=True)
class Product:
    price: float
    tax: float = 0
    days: int = 365


class Supplier:
    """`licences` has the number of licences by order number and EAN. A real supplier stores it in a database."""

    def __init__(self, bokbasen, catalogue):
        self.licences = {}
        self.buyers = {}
        self.problems = []
        self._bokbasen = bokbasen
        self._catalogue = catalogue
        self._last_poll = None

    def poll(self):
        """Reads the new orders and changes, and answers them. Returns the number of lines that were answered."""
        now = datetime.now(timezone.utc)
        since = self._last_poll - OVERLAP if self._last_poll else now - FIRST_PERIOD
        answered = 0
        for summary in self._bokbasen.orders_since(since):
            if summary["status"] == "SENT":
                answered += self._answer(self._bokbasen.order(summary["orderId"]))
        self._last_poll = now
        return answered

    def _answer(self, order):
        lines = [line for line in order["_embedded"]["lines"] if line["status"] in OPEN]
        if not lines:
            return 0
        document = editx.read(self._bokbasen.document(order))
        self.buyers[document.order_number] = document.buyer
        return sum(self._answer_line(order["orderId"], document, line) for line in lines)

    def _answer_line(self, order_id, document, line):
        ean = line.get("ean")
        if ean in document.quantities and ean in self._catalogue:
            update = self._fulfil(self._catalogue[ean], line)
        else:
            update = {"status": "REJECTED", "comment": f"Ukjent produkt: {ean}"}
        try:
            self._bokbasen.update_line(order_id, line["id"], update)
        except Refused as refused:
            # The line has another status by now. The other orders must be answered all the same.
            self.problems.append(f"order {document.order_number}, line {line['id']}: {refused}")
            return 0
        if update["status"] != "REJECTED":
            key = (document.order_number, ean)
            self.licences[key] = self.licences.get(key, 0) + line["quantity"]
        return 1

    def _fulfil(self, product, line):
        if line["quantity"] < 0:
            return {"status": "FULFILLED", "comment": "Antall redusert"}
        today = datetime.now(timezone.utc).date()
        return {
            "status": "FULFILLED",
            "comment": "Lisens aktiv",
            "valid_from": today.isoformat(),
            "valid_to": (today + timedelta(days=product.days)).isoformat(),
            "price": {"amount": product.price, "tax": product.tax},
        }
