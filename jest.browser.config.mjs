import base from './jest.config.mjs';

/** Tests of the pages in a real Chromium: `npm run test:browser`; CHROMIUM names it where it is not /usr/bin/chromium. */
export default { ...base, testMatch: ['**/*.browser.ts'] };
