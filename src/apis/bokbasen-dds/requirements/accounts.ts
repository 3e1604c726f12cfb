import { defineRequirements } from '../../../platform/requirements/requirement.js';
import { ddsPages } from '../sources.js';
import { type DdsRequirement } from './actors-and-operations.js';

const { glossary, idm } = ddsPages;

/** Requirements of accounts. */
export const accountRequirements = defineRequirements({
  userNotFound: {
    id: 'BOKB-DDS-170',
    level: 'MUST',
    actors: ['dds server'],
    operations: ['findAccount'],
    text: 'An account that there is not is answered 200, with {"data": "USER_NOT_FOUND"}',
    source: `${idm}: unknown user`,
    stateful: true,
  },
  accountType: {
    id: 'BOKB-DDS-171',
    level: 'MUST',
    actors: ['dds server'],
    operations: ['findAccount'],
    text: 'The answer is application/json;charset=UTF-8',
    source: `${idm}: Content-Type`,
  },
  idAndActive: {
    id: 'BOKB-DDS-172',
    level: 'MUST',
    actors: ['dds server'],
    operations: ['registerAccount'],
    text: 'A registration is answered with the id, and with active',
    source: `${idm}: register`,
  },
  accountFound: {
    id: 'BOKB-DDS-173',
    level: 'MUST',
    actors: ['dds server'],
    operations: ['findAccount'],
    text: 'An account that was registered is found by its id and by its address',
    source: `${idm}: validate, by id and by e-mail`,
    stateful: true,
  },
  parameterError: {
    id: 'BOKB-DDS-174',
    level: 'SHOULD',
    actors: ['dds server'],
    operations: ['findAccount'],
    text:
      'What is neither a DDS-ID nor an address is answered 400, with {"data": ' +
      '"PARAMETER_ERROR"}',
    source: 'Seen at a client',
    stateful: true,
  },
  oneAddress: {
    id: 'BOKB-DDS-175',
    level: 'MUST',
    actors: ['dds server'],
    operations: ['registerAccount'],
    text: 'An address has one account',
    source: `${idm}: email is unique`,
    stateful: true,
  },
  userExists: {
    id: 'BOKB-DDS-176',
    level: 'SHOULD',
    actors: ['dds server'],
    operations: ['registerAccount'],
    text: 'An address that has an account is answered 409',
    source: `${idm}: email is unique; the status is ours`,
    stateful: true,
  },
  oneAtOnce: {
    id: 'BOKB-DDS-177',
    level: 'SHOULD',
    actors: ['dds server'],
    operations: ['registerAccount'],
    text: 'A registration that comes several times at once leads to one account',
    source: `${idm}: email is unique; ours`,
    stateful: true,
  },
  longNames: {
    id: 'BOKB-DDS-178',
    level: 'MUST',
    actors: ['dds server'],
    operations: ['registerAccount'],
    text: 'A name or surname of one character is refused with 40x',
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
    notTestedReason: 'Nobody can wait so long; that a new account is found under its id is judged',
  },
} satisfies Record<string, DdsRequirement>);
