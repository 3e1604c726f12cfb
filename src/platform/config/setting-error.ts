/** A wrong setting: the start ends with this one line and exit code 2. */
export class SettingError extends Error {}
