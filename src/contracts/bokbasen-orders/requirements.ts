import type { AnswerSeen } from '../../kernel/contract/judgement.js';
import type { Operation } from '../../kernel/contract/operation.js';
import { judgeAnswer } from '../bokbasen/answers.js';
import { refusals } from '../bokbasen/refusals.js';
import { clientRequirements } from './client-requirements.js';
import { serverRequirements } from './server-requirements.js';
import { pages } from './sources.js';

/** What the Order API asks of its parties, beside what its table of operations comes to. */
export const bokbasenOrderRequirements = { ...clientRequirements, ...serverRequirements };

const { validEditx, validMessage, authorised, provided, xmlType, jsonType } = clientRequirements;
const { halType, xmlAnswer } = serverRequirements;
const mediaTypes: Record<string, typeof halType> = {
  listOrders: halType,
  getOrder: halType,
  getOrderEditx: xmlAnswer,
};
const answers = {
  ...serverRequirements,
  mediaType: ({ name }: Operation) => mediaTypes[name],
};

/** What every operation of the Order API asks. */
export const bokbasenOrderAsked = {
  prefix: 'BOKB-ORDER',
  catalogue: bokbasenOrderRequirements,
  valid: ({ takes }: { takes?: unknown }) => (takes ? validEditx : validMessage),
  typed: ({ takes }: { takes?: unknown }) => (takes ? xmlType : jsonType),
  authorised,
  provided,
  judgeAnswer: (seen: AnswerSeen) => judgeAnswer(answers, seen),
  // The page shows items, and not what holds them.
  openAnswers: ['listOrders'],
  refusals: refusals(`${pages.api}: errors are "40x"`, 'SHOULD'),
};
