import { expect } from 'vitest';
import { matchers, type KetenlabMatchers } from './matchers.js';

declare module 'vitest' {
  // The parameter is that of the interface that this one extends.
  // oxlint-disable-next-line typescript/no-empty-object-type
  interface Matchers<T = any> extends KetenlabMatchers<T> {}
}

expect.extend(matchers);
