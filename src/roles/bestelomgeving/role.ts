/** Name of the role in `ROLES`, and its base path without the slash. */
export const BESTELOMGEVING_ROLE = 'bestelomgeving';
