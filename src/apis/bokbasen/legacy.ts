/** Where what is left of the older platform, Boknett, stands. */
export const LEGACY = '/boknett';
