// Writes docs/reference, which a test compares with the code.
process.env.REFERENCE_PAGES = 'write';
process.argv.splice(2, Infinity, 'test/reference/pages.spec.ts');
await import('./test.mjs');
