import type { RuleSwitch } from '../../config.js';

/** The rules that Bokbasen's sources leave open in a way that partners build for. */
export const bokbasenRules: RuleSwitch[] = [
  {
    name: 'EDITX_SCHEMA',
    values: ['strict', 'lenient'],
    about: 'What an order gets that breaks the EDItX schema: 400, or 202 and then FAILED',
    source: 'Send Order: errors are "40x", and the body is a valid EDItX trade order 1.3',
    otherReading:
      'Send Order: 202 means accepted for processing, which may still fail and is then told by Get order data',
  },
];
