"""Supplier of digital learning products that sells at Bokbasen."""

from .bokbasen import Bokbasen, Refused, Unavailable
from .supplier import Product, Supplier

__all__ = ["Bokbasen", "Product", "Refused", "Supplier", "Unavailable"]
