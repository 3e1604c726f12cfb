/** The header by which the sandbox knows its own calls; its value is made at each start and kept from the journal. */
export const OWN_CALL_HEADER = 'sandbox-own-call';
