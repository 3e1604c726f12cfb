import { defineRequirements } from '../../../platform/requirements/requirement.js';
import { ddsPages } from '../sources.js';
import { type DdsRequirement } from './actors-and-operations.js';

const { glossary, idm, client } = ddsPages;

/** Requirements of accounts. */
export const accountRequirements = defineRequirements({
  userNotFound: {
    id: 'BOKB-DDS-170',
    level: 'MUST',
    actors: ['dds server'],
    operations: ['findAccount'],
    text: 'DDS answers 200 with {"data": "USER_NOT_FOUND"} to a look-up of an unknown account',
    effect: 'The store does not register a new reader, because it takes the answer for a fault.',
    source: `${idm}: unknown user`,
    stateful: true,
  },
  accountType: {
    id: 'BOKB-DDS-171',
    level: 'MUST',
    actors: ['dds server'],
    operations: ['findAccount'],
    text: 'The response has Content-Type: application/json, and no other charset than UTF-8',
    effect: 'Names with æ, ø and å are shown with wrong letters.',
    source: `${idm}: Content-Type application/json;charset=UTF-8`,
    stateful: true,
  },
  idAndActive: {
    id: 'BOKB-DDS-172',
    level: 'MUST',
    actors: ['dds server'],
    operations: ['registerAccount'],
    text: 'The response to a registration contains id and active',
    effect:
      'The store does not get the DDS-ID, and sold books are missing on the shelf of the reader.',
    source: `${idm}: register`,
    stateful: true,
  },
  accountFound: {
    id: 'BOKB-DDS-173',
    level: 'MUST',
    actors: ['dds server'],
    operations: ['findAccount'],
    text: 'DDS finds a registered account by its id and by its e-mail address',
    effect: 'The store cannot put a sold book on the shelf of a reader who has an account.',
    source: `${idm}: validate, by id and by e-mail`,
    stateful: true,
  },
  parameterError: {
    id: 'BOKB-DDS-174',
    level: 'SHOULD',
    actors: ['dds server'],
    operations: ['findAccount'],
    text:
      'DDS answers 400 with {"data": "PARAMETER_ERROR"} to a look-up with neither a ' +
      'DDS-ID nor an e-mail address',
    effect:
      'The store treats a misspelt address as an unknown reader, and registers a second account.',
    source: `ours: a test of ${client} has this answer; based on ${idm}: errors are "40x"`,
    stateful: true,
  },
  oneAddress: {
    id: 'BOKB-DDS-175',
    level: 'MUST',
    actors: ['dds server'],
    operations: ['registerAccount'],
    text: 'Each e-mail address has at most one account',
    effect: 'The books of one reader are spread over two shelves.',
    source: `${idm}: email is unique`,
    stateful: true,
  },
  userExists: {
    id: 'BOKB-DDS-176',
    level: 'SHOULD',
    actors: ['dds server'],
    operations: ['registerAccount'],
    text: 'DDS answers 409 to a registration with an e-mail address that already has an account',
    effect: 'The store cannot see that the reader has an account, and shows an error instead.',
    source: `ours: the status is not written down; based on ${idm}: email is unique in Bokskya`,
    stateful: true,
  },
  oneAtOnce: {
    id: 'BOKB-DDS-177',
    level: 'MUST',
    actors: ['dds server'],
    operations: ['registerAccount'],
    text: 'The same registration sent several times at the same moment creates one account',
    effect:
      'A double click makes two accounts, and the books of one reader are spread over two shelves.',
    source: `${idm}: email is unique in Bokskya`,
    stateful: true,
  },
  longNames: {
    id: 'BOKB-DDS-178',
    level: 'MUST',
    actors: ['dds server'],
    operations: ['registerAccount'],
    text: 'DDS rejects a first or last name of one character with a 40x status',
    effect: 'The watermark of a book does not show who bought it.',
    source: `${idm}: minimum length 2`,
    stateful: true,
  },
  sameDdsId: {
    id: 'BOKB-DDS-179',
    level: 'MUST',
    actors: ['dds server'],
    operations: ['findAccount'],
    text: 'The DDS-ID of an account never changes',
    source: `${glossary}: DDS ID`,
    notTestedReason:
      'A test cannot observe this; the runner only checks that a new account is found by its id',
  },
  ownDdsId: {
    id: 'BOKB-DDS-239',
    level: 'MUST',
    actors: ['dds server'],
    operations: ['registerAccount'],
    text: 'Each account has its own DDS-ID',
    effect: 'Two readers share one shelf, and see the books of each other.',
    source: `${glossary}: DDS ID, issued for each consumer account`,
    stateful: true,
  },
} satisfies Record<string, DdsRequirement>);
