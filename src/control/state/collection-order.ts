/**
 * The collections of `…/state`, with what is in them. A seed is written in this order: what refers to something else
 * comes behind it.
 */
export const collectionTable: Readonly<Record<string, string>> = {
  schools: 'Schools that the Bestelomgeving knows, by their identifiers',
  contracts: 'Contracts that delivery orders can name',
  memberships: 'Users and the schools to which they belong',
  consents: 'Which client may read delivery orders of which school',
  parties: 'Buyers and sellers at Bokbasen, and the clients that act for them',
  'bokbasen-products': 'Products that Bokbasen carries orders for',
  titles: 'E-books and audiobooks in the inventory of DDS',
  consumers: 'Accounts of readers, by DDS-ID',
  orders: 'Orders, as a Bestelomgeving sends them',
  creditorders: 'Credit orders, as a Bestelomgeving sends them',
  deliveryorders: 'Delivery orders, as the Bestelomgeving holds them',
  'bokbasen-orders': 'Orders that Bokbasen carries from buyers to sellers',
  'dds-orders': 'Orders of e-books and audiobooks',
  reports: 'Usage reports that DDS was sent',
};

/** Their names, in that order; what the table does not have comes last. */
export function sortCollections(collections: readonly string[]): string[] {
  const order = Object.keys(collectionTable);
  const known = order.filter((name) => collections.includes(name));
  return [...known, ...collections.filter((name) => !order.includes(name))];
}
