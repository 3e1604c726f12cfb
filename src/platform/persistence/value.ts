/** A value that every database here can store in a column. */
export type Value = string | number | null;
