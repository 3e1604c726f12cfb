/** Base path of the older platform, Boknett. */
export const LEGACY = '/boknett';
