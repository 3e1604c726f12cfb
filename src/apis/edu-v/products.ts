/** Product whose approved order lines each lead to a delivery order. */
export const DIGITAL_PRODUCT = '9789000000029';
