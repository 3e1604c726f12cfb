"""Reads the EDItX document of an order."""

import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass


@dataclass(frozen=True)
class Document:
    order_number: str
    buyer: str
    quantities: dict[str, int]
    """Ordered quantity by EAN."""


def read(xml):
    order = ElementTree.fromstring(xml)
    quantities = {}
    for line in order.iter("ItemDetail"):
        ean = line.findtext("ProductID/Identifier")
        quantities[ean] = quantities.get(ean, 0) + int(line.findtext("OrderQuantity"))
    return Document(
        order_number=order.findtext("Header/OrderNumber"),
        buyer=order.findtext("Header/BuyerParty/PartyID/Identifier"),
        quantities=quantities,
    )
