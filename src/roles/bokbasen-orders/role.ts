/** Name of the role in `ROLES`, and its base path without the slash. */
export const BOKBASEN_ORDERS_ROLE = 'bokbasen-orders';
