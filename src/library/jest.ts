import { expect } from '@jest/globals';
import { matchers, type KetenlabMatchers } from './matchers.js';

declare module '@jest/expect' {
  // The parameters are those of the interface that this one extends.
  // oxlint-disable-next-line typescript/no-empty-object-type
  interface Matchers<R extends void | Promise<void>, T = unknown> extends KetenlabMatchers<T> {}
}

declare global {
  // For projects with the types of `@types/jest`.
  namespace jest {
    // oxlint-disable-next-line typescript/no-empty-object-type
    interface Matchers<R, T = {}> extends KetenlabMatchers<T> {}
  }
}

expect.extend(matchers);
