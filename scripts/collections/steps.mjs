// Parts of the steps of a plan.

/** Changes fields of the example body. */
export function withFields(fields) {
  return (example) => ({ ...example, ...fields });
}
