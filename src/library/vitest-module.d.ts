/** The part of Vitest that the library uses. It is installed in the projects of users only. */
declare module 'vitest' {
  export const expect: { extend(matchers: object): void };
  export interface Matchers<T = any> {}
}
