import { describe, expect, it } from '@jest/globals';
import { checkTimes } from '../../src/apis/bokbasen-dds/validate-times.js';
import { violated } from '../support/checks.js';
import { anXmlPart } from '../support/xml-part.js';

const LATEST = Date.parse('2026-11-29T12:00:00Z');
const entryWith = (name: string, text: string) =>
  anXmlPart('entry', [anXmlPart('updated', '2026-11-28T12:00:00Z'), anXmlPart(name, text)]);

describe('checkTimes', () => {
  it.each<[string, string, string[]]>([
    ['deleted', '', []],
    ['deleted', '2026-11-29', []],
    ['deleted', '2026-11-30', ['245 entry[1]/deleted']],
    ['deleted', '1999-12-31', ['245 entry[1]/deleted']],
    ['deleted', 'yesterday', []],
    ['created', '2000-01-01T00:00:00.000Z', []],
    ['created', '1970-01-01T00:00:00.000Z', ['245 entry[1]/created']],
    ['created', '2026-11-29T12:00:00.001Z', ['245 entry[1]/created']],
  ])('checks %s %s of an entry', (name, text, expected) => {
    const feed = anXmlPart('feed', [entryWith(name, text)]);
    expect(violated(checkTimes(feed, LATEST))).toEqual(expected);
  });

  it.each([
    ['2026-11-29T12:00:00Z', []],
    ['2099-11-29T12:00:00Z', ['245 updated']],
  ])('checks %s as updated of the feed', (text, expected) => {
    const feed = anXmlPart('feed', [anXmlPart('updated', text)]);
    expect(violated(checkTimes(feed, LATEST))).toEqual(expected);
  });

  it('has no result for a text that is not XML', () => {
    expect(checkTimes(undefined, LATEST)).toEqual([]);
  });
});
