import type { RuleSwitch } from '../../platform/config/rules.js';

/** Rules on which Bokbasen's sources disagree or say nothing, and partners depend. */
export const bokbasenRules: RuleSwitch[] = [
  {
    name: 'EDITX_SCHEMA',
    values: ['strict', 'lenient'],
    about: 'What an order gets that breaks the EDItX schema: 400, or 202 and then FAILED',
    source: 'Send Order: errors are "40x", and the body is a valid EDItX trade order 1.3',
    otherReading:
      'Send Order: 202 means accepted for processing, which may still fail and is then told by Get order data',
  },
  {
    name: 'HEADER_CASE',
    values: ['printed', 'lower'],
    about: 'Names of response headers: as the pages print them (Location, Next), or in lower case',
    source: 'Send Order, Orders and reporting, Inventory: Location, Next, Link',
    otherReading: 'Important API-changes: names may come in lower case, and case does not matter',
  },
  {
    name: 'DDS_CONSUMER_ID',
    values: ['lenient', 'strict'],
    about:
      'What a DDS order without id, or with the id of no account, gets: 201 with a finding, or 400',
    source: 'Orders and reporting, example of an SDRM book: no id, and 201',
    otherReading: 'Orders and reporting, JSON attributes: id is Required',
  },
  {
    name: 'DDS_DUPLICATE_ORDER',
    values: ['conflict', 'idempotent'],
    about:
      'What an orderid gets that was used before: 409, or for the same body 201 with the Location of the first',
    source: 'Orders and reporting: orderid "must be unique for a purchase"',
    otherReading: 'not documented; a client that did not hear the answer would send the same again',
  },
];
