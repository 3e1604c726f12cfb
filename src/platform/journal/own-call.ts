/**
 * Header that identifies calls of the sandbox itself. Its value changes at each start and is not in
 * the journal.
 */
export const OWN_CALL_HEADER = 'sandbox-own-call';
