import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { temporaryFolder } from '../support/command-process.js';
import { packInto } from '../support/packed-package.js';
import { markdownIn, problemsOf } from './run-document.js';
import { TutorialShell } from './tutorial-shell.js';

const folder = temporaryFolder();
let tarball: string;

beforeAll(() => {
  tarball = packInto(folder.path);
}, 300_000);
afterAll(() => folder.remove());

describe('commands in the tutorials', () => {
  it.each(markdownIn('docs/tutorials'))(
    '%s: each block succeeds and gives the stated answer',
    async (document) => expect(await problemsOf(document, new TutorialShell(tarball))).toEqual([]),
    600_000,
  );
});
