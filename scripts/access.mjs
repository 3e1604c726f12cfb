// Writes docs/access.md from the table of the access tests.
process.env.ACCESS_PAGE = 'write';
process.argv.splice(2, Infinity, 'test/platform/access-page.spec.ts');
await import('./test.mjs');
