import { defineRequirements } from '../../../platform/requirements/requirement.js';
import { bokbasenSources } from '../../bokbasen/rejections.js';
import { ddsPages } from '../sources.js';
import { callers, type DdsRequirement } from './actors-and-operations.js';

const {
  subscription,
  guide,
  glossary,
  inventory,
  exportService,
  idm,
  report,
  errors,
  authentication,
} = ddsPages;
const tokenServerReason = 'The runner does not test token servers';
const environmentReason = 'Host names belong to an environment, not to an implementation';
const switchedOffReason =
  'The legacy platform was switched off on 1 February 2025 and has no new clients';

/** Requirements that nobody can test from outside, each with its reason. */
export const notTestedRequirements = defineRequirements({
  tokenGrant: {
    id: 'BOKB-DDS-190',
    level: 'MUST',
    actors: ['dds server'],
    operations: ['placeOrder'],
    text:
      'The token server issues a token for client_id, client_secret, audience and ' +
      'grant_type, sent as JSON or as a form',
    source: bokbasenSources.tokens,
    notTestedReason: tokenServerReason,
  },
  tokenAnswer: {
    id: 'BOKB-DDS-191',
    level: 'MUST',
    actors: ['dds server'],
    operations: ['placeOrder'],
    text: 'A token response contains access_token, expires_in and token_type Bearer',
    source: bokbasenSources.tokens,
    notTestedReason: tokenServerReason,
  },
  tokenRefusals: {
    id: 'BOKB-DDS-192',
    level: 'MUST',
    actors: ['dds server'],
    operations: ['placeOrder'],
    text:
      'The token server answers 401 to wrong credentials, and 403 to an audience that the ' +
      'client may not use',
    source: bokbasenSources.tokens,
    notTestedReason: tokenServerReason,
  },
  tokenExpires: {
    id: 'BOKB-DDS-193',
    level: 'MUST',
    actors: ['dds server'],
    operations: ['placeOrder'],
    text: 'DDS answers 401 to an expired token',
    source: errors,
    notTestedReason: 'A test would have to wait a day for a token to expire',
  },
  hosts: {
    id: 'BOKB-DDS-194',
    level: 'MUST',
    actors: ['dds server'],
    operations: ['placeOrder'],
    text: 'Production is api.bokbasen.io, test is api.stage.bokbasen.io',
    source: bokbasenSources.audiences,
    notTestedReason: environmentReason,
  },
  ticket: {
    id: 'BOKB-DDS-195',
    level: 'MUST',
    actors: ['dds server'],
    operations: ['getInventoryV1'],
    text: 'DDS answers 201 to a login, with the ticket in the Boknett-TGT header',
    source: 'Bokbasen wiki, Authentication Service (legacy)',
    notTestedReason: switchedOffReason,
  },
  ticketDate: {
    id: 'BOKB-DDS-196',
    level: 'MUST',
    actors: ['dds server'],
    operations: ['getInventoryV1'],
    text:
      'A call with a ticket contains a Date that differs at most 15 minutes from the ' +
      "server's time",
    source: `${guide}; ${exportService}`,
    notTestedReason: switchedOffReason,
  },
  inventoryV1: {
    id: 'BOKB-DDS-197',
    level: 'MUST',
    actors: ['dds server'],
    operations: ['getInventoryV1'],
    text: 'Version 1 of the inventory supports look-ups by id, by isbn, and by a period with a state',
    source: `${inventory}: version 1`,
    notTestedReason: switchedOffReason,
  },
  authenticate: {
    id: 'BOKB-DDS-198',
    level: 'MUST',
    actors: ['dds server'],
    operations: ['authenticateAccount'],
    text: 'DDS issues a token on behalf of a consumer',
    source: `${idm}: authenticate`,
    notTestedReason: switchedOffReason,
  },
  adobeId: {
    id: 'BOKB-DDS-199',
    level: 'MUST',
    actors: ['dds server'],
    operations: ['getAdobeId'],
    text: 'DDS looks up the Adobe id of a consumer, and returns NO_ADOBEID_EXIST when there is none',
    source: `${idm}: adobeid`,
    notTestedReason: switchedOffReason,
  },
  rvuReport: {
    id: 'BOKB-DDS-200',
    level: 'MUST',
    actors: ['dds server'],
    operations: ['reportRvu'],
    text: 'DDS answers 204 to a report of reading beyond the threshold, with resid and dateTime',
    source: 'Bokbasen wiki, Bokbasen distributes binaries to the end user: usage',
    notTestedReason: switchedOffReason,
  },
  refreshDaily: {
    id: 'BOKB-DDS-202',
    level: 'MUST',
    actors: callers,
    operations: ['getInventory'],
    text: 'The client fetches the inventory at least once a day',
    source: `${inventory}: at least every 24 h`,
    notTestedReason: 'A single test does not show how often a partner fetches the inventory',
  },
  tokenKept: {
    id: 'BOKB-DDS-203',
    level: 'SHOULD',
    actors: callers,
    operations: ['placeOrder'],
    text: 'The client uses a token for many calls',
    source: `ours: the token server says how long; based on ${authentication}: one token serves many calls`,
    notTestedReason: tokenServerReason,
  },
  wholeMonths: {
    id: 'BOKB-DDS-204',
    level: 'MUST',
    actors: ['subscription client'],
    operations: ['reportStreaming'],
    text: 'The client reports only reads above the agreed threshold',
    source: `${report}: threshold`,
    notTestedReason: 'Only the service knows what was read',
  },
  samePrice: {
    id: 'BOKB-DDS-205',
    level: 'MUST',
    actors: ['subscription client'],
    operations: ['placeSubscriptionOrder'],
    text: 'The client sends an spd only if the contract with the publisher requires it',
    source: `${subscription}: spd`,
    notTestedReason: 'Contracts are not visible from outside',
  },
  orderidKept: {
    id: 'BOKB-DDS-206',
    level: 'SHOULD',
    actors: ['store client'],
    operations: ['placeOrder'],
    text: 'The store never changes an orderid',
    source: `${glossary}: Order ID, should never change`,
    notTestedReason: 'Only the store knows the orderid that it uses internally',
  },
  rawRefresh: {
    id: 'BOKB-DDS-207',
    level: 'MUST',
    actors: ['partner client'],
    operations: ['getRawContent'],
    text: 'The client fetches raw content when it is new or when its version has changed',
    source: `${guide}: raw content`,
    notTestedReason: 'What a partner has stored is not visible from outside',
  },
  sellsOnlyPublished: {
    id: 'BOKB-DDS-208',
    level: 'MUST',
    actors: ['store client'],
    operations: ['getInventory'],
    text: 'The store offers only titles that are published and accessible',
    source: `${guide}: published and access`,
    notTestedReason:
      'What a store offers is not visible from outside; the runner checks only that it ' +
      'orders no other titles',
  },
} satisfies Record<string, DdsRequirement>);
