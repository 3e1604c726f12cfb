import { describe, expect, it } from '@jest/globals';
import { markdownIn, problemsOf } from './run-document.js';
import { TutorialShell } from './tutorial-shell.js';

describe('commands in the tutorials', () => {
  it.each(markdownIn('docs/tutorials'))(
    '%s: each block succeeds and gives the stated answer',
    async (document) => expect(await problemsOf(document, new TutorialShell())).toEqual([]),
    300_000,
  );
});
