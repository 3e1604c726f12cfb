/** Value of a column. */
export type Value = string | number | null;
