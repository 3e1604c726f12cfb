"""Ketenlab plays Bokbasen and the buyer. Each test has a supplier and a workspace of its own."""

import json
import unittest
import urllib.request

from supplier import Bokbasen, Product, Refused, Supplier, Unavailable
from supplier.editx import read

from .ketenlab import Ketenlab

LICENCE = "9788200000020"
BOOK = "9788200000013"
LATE = "9788200099024"


def order_document(number, *lines):
    items = "".join(
        f"<ItemDetail><LineNumber>{index}</LineNumber>"
        f"<ProductID><ProductIDType>EAN13</ProductIDType><Identifier>{ean}</Identifier></ProductID>"
        f"<OrderQuantity>{quantity}</OrderQuantity></ItemDetail>"
        for index, (ean, quantity) in enumerate(lines, 1)
    )
    return (
        f'<Order version="1.3"><Header><OrderNumber>{number}</OrderNumber><IssueDateTime>20261121T1405Z</IssueDateTime>'
        "<PurposeCode>Original</PurposeCode>"
        "<BuyerParty><PartyID><PartyIDType>NBSN</PartyIDType><Identifier>4321</Identifier></PartyID></BuyerParty></Header>"
        f"{items}<Summary><NumberOfLines>{len(lines)}</NumberOfLines></Summary></Order>"
    )


class SupplierTest(unittest.TestCase):
    def setUp(self):
        self.ketenlab = Ketenlab.workspace()
        self.addCleanup(self.ketenlab.close)
        # The seed has an order of its own, which a test does not need.
        for order in self.ketenlab.control("GET", "state/bokbasen-orders")["items"]:
            self.ketenlab.control("DELETE", f"state/bokbasen-orders/{order['orderId']}")
        self.bokbasen = Bokbasen(f"{Ketenlab.url()}/bokbasen", *self.ketenlab.client("demo-seller"), first_pause=0.01)
        self.supplier = Supplier(self.bokbasen, {LICENCE: Product(price=199.5, tax=25), LATE: Product(price=99)})

    def buy(self, *lines, number="PO-1"):
        """The buyer orders, and Bokbasen processes the order. Returns its id."""
        sent = self.ketenlab.control("POST", "state/bokbasen-orders", order_document(number, *lines))
        self.ketenlab.advance("PT1M")
        return sent["orderId"]

    def line(self, order_id, line_id=1):
        lines = self.ketenlab.control("GET", f"state/bokbasen-orders/{order_id}")["_embedded"]["lines"]
        return next(line for line in lines if line["id"] == line_id)

    def reduce(self, order_id, ean, number):
        """The buyer asks for fewer."""
        url = f"{Ketenlab.url()}/bokbasen/orders/v1/{order_id}/update"
        headers = {"Authorization": f"Bearer {self.ketenlab.token('demo-buyer')}", "Content-Type": "application/json"}
        body = json.dumps({"ean": ean, "number": number}).encode()
        urllib.request.urlopen(urllib.request.Request(url, body, headers)).close()

    def statuses(self, operation):
        return [request["status"] for request in self.ketenlab.requests(operation)]

    def test_fulfils_a_line(self):
        order = self.buy((LICENCE, 120))
        answered = self.supplier.poll()

        # First, because it says more than a wrong number.
        self.ketenlab.assert_no_violations("seller")
        self.assertEqual(answered, 1)
        line = self.line(order)
        self.assertEqual((line["status"], line["price"]), ("FULFILLED", {"amount": 199.5, "tax": 25}))
        self.assertEqual(self.supplier.licences, {("PO-1", LICENCE): 120})
        self.assertEqual(self.supplier.buyers, {"PO-1": "4321"})

    def test_rejects_a_product_that_it_does_not_sell(self):
        order = self.buy((BOOK, 2), (LICENCE, 3))
        self.supplier.poll()

        self.assertEqual(self.line(order, 1)["status"], "REJECTED")
        self.assertEqual(self.line(order, 1)["comment"], f"Ukjent produkt: {BOOK}")
        self.assertEqual(self.line(order, 2)["status"], "FULFILLED")
        self.assertEqual(self.ketenlab.violations("seller", "SHOULD"), [])
        self.ketenlab.assert_no_violations("seller")

    def test_answers_a_line_once(self):
        self.buy((LICENCE, 120))

        self.assertEqual([self.supplier.poll(), self.supplier.poll()], [1, 0])
        self.assertEqual(self.statuses("updateOrderLineStatus"), [200])
        self.ketenlab.assert_no_violations("seller")

    def test_answers_an_order_that_is_processed_later(self):
        order = self.buy((LATE, 5))
        self.assertEqual(self.supplier.poll(), 0)

        self.ketenlab.advance("PT1H")
        self.assertEqual(self.supplier.poll(), 1)
        self.assertEqual(self.line(order)["status"], "FULFILLED")
        self.ketenlab.assert_no_violations("seller")

    def test_withdraws_licences_that_the_buyer_cancels(self):
        order = self.buy((LICENCE, 120))
        self.supplier.poll()
        self.reduce(order, LICENCE, -120)

        self.assertEqual(self.supplier.poll(), 1)
        self.assertEqual(self.line(order, 2)["status"], "FULFILLED")
        self.assertEqual(self.supplier.licences, {("PO-1", LICENCE): 0})
        self.ketenlab.assert_no_violations("seller")

    def test_reads_the_list_again_after_429_and_503(self):
        self.buy((LICENCE, 1))
        self.ketenlab.fault("listOrders", "status", status=429, times=1)
        self.ketenlab.fault("listOrders", "status", status=503, times=1)

        self.assertEqual(self.supplier.poll(), 1)
        self.assertEqual(self.statuses("listOrders"), [429, 503, 200])
        self.ketenlab.assert_no_violations("seller")

    def test_reports_once_more_if_the_answer_was_lost(self):
        order = self.buy((LICENCE, 7))
        self.ketenlab.fault("updateOrderLineStatus", "reset", when="after", times=1)

        self.assertEqual(self.supplier.poll(), 1)
        self.assertEqual(self.line(order)["status"], "FULFILLED")
        self.assertEqual(self.supplier.licences, {("PO-1", LICENCE): 7})
        self.assertEqual(len(self.ketenlab.requests("updateOrderLineStatus")), 2)
        self.ketenlab.assert_no_violations("seller")

    def test_reads_the_same_order_at_the_next_poll_if_bokbasen_stays_unavailable(self):
        self.buy((LICENCE, 7))
        self.ketenlab.fault("updateOrderLineStatus", "status", status=503, times=5)

        with self.assertRaises(Unavailable):
            self.supplier.poll()
        self.assertEqual(self.supplier.licences, {})
        self.assertEqual(self.supplier.poll(), 1)
        self.assertEqual(self.supplier.licences, {("PO-1", LICENCE): 7})
        self.ketenlab.assert_no_violations("seller")

    def test_gets_a_new_token_if_its_token_is_refused(self):
        self.ketenlab.fault("listOrders", "status", status=401, times=1)
        self.supplier.poll()

        self.assertEqual(self.statuses("issueToken"), [200, 200])
        self.ketenlab.assert_no_violations("seller")

    def test_cannot_fulfil_a_line_that_was_rejected(self):
        order = self.buy((LICENCE, 7))
        self.bokbasen.update_line(order, 1, {"status": "REJECTED", "comment": "Utsolgt"})

        with self.assertRaises(Refused) as refused:
            self.bokbasen.update_line(order, 1, {"status": "FULFILLED"})
        self.assertEqual(refused.exception.status, 403)
        # It is a finding too.
        self.assertIn("BOKB-ORDER-23 (SHOULD)", self.ketenlab.violations("seller", "SHOULD")[0])

    def test_answers_the_other_lines_if_one_is_refused(self):
        first, second = self.buy((LICENCE, 1)), self.buy((LICENCE, 2), number="PO-2")
        self.ketenlab.fault("updateOrderLineStatus", "status", status=403, times=1)

        self.assertEqual(self.supplier.poll(), 1)
        self.assertEqual(len(self.supplier.problems), 1)
        self.assertEqual([self.line(first)["status"], self.line(second)["status"]], ["SENT", "FULFILLED"])


class DocumentTest(unittest.TestCase):
    def test_adds_the_lines_of_a_product(self):
        document = read(order_document("PO-9", (BOOK, 2), (BOOK, 3)))
        self.assertEqual((document.order_number, document.quantities), ("PO-9", {BOOK: 5}))


if __name__ == "__main__":
    unittest.main()
