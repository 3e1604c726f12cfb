import type { RuleSwitch } from '../../platform/config/rules.js';

/** Rules on which Bokbasen's sources disagree or say nothing, and partners depend. */
export const bokbasenRules: RuleSwitch[] = [
  {
    name: 'EDITX_SCHEMA',
    values: ['strict', 'lenient'],
    about: 'Response to an order that violates the EDItX schema: 400, or 202 and then FAILED',
    effect:
      'With `lenient`, an order that breaks the EDItX schema gets 202 and becomes `FAILED`, instead of 400.',
    source: 'Send Order: errors are "40x", and the body is a valid EDItX trade order 1.3',
    otherReading:
      'Send Order: 202 means accepted for processing, which may still fail; Get order ' +
      'data then shows the result',
  },
  {
    name: 'HEADER_CASE',
    values: ['printed', 'lower'],
    about: 'Letter case of response header names: as documented (Location, Next), or lower case',
    effect:
      'With `lower`, the names of the response headers of Bokbasen (`Location`, `Next`) are in lower case.',
    source: 'Send Order, Orders and reporting, Inventory: Location, Next, Link',
    otherReading: 'Important API-changes: names may be in lower case; names are case-insensitive',
  },
  {
    name: 'DDS_CONSUMER_ID',
    values: ['lenient', 'strict'],
    about:
      'Response to a DDS order without id, or with the id of no account: 201 with a ' +
      'finding, or 400',
    effect: 'With `strict`, a DDS order without the id of an existing account gets 400.',
    source: 'Orders and reporting, example of an SDRM book: no id, and 201',
    otherReading: 'Orders and reporting, JSON attributes: id is Required',
  },
  {
    name: 'DDS_DUPLICATE_ORDER',
    values: ['conflict', 'idempotent'],
    about:
      'Response to an orderid that was used before: 409, or for an identical body 201 ' +
      'with the Location of the first order',
    effect:
      'With `idempotent`, the same DDS order again gets the first `Location`, instead of 409.',
    source: 'Orders and reporting: orderid "must be unique for a purchase"',
    otherReading:
      'not documented; a client that did not receive the response would send the same order ' +
      'again',
  },
];
