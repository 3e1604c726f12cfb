import { describe, expect, it } from '@jest/globals';
import { hasRight, type Right } from '../../src/roles/dds/rights.js';

const everyRight: Right[] = ['store', 'subscription', 'raw', 'library'];

describe('hasRight', () => {
  it.each<[string, Right[]]>([
    ['everything', everyRight],
    ['store', ['store']],
    ['subscription', ['subscription']],
    ['partner', ['raw']],
    ['library', ['library']],
    ['buyer', []],
    ['Store', []],
    ['', []],
  ])('of a client of the kind "%s" is %j', (kind, rights) => {
    expect(everyRight.filter((right) => hasRight({ kind }, right))).toEqual(rights);
  });
});
