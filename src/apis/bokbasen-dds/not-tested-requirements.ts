import { defineRequirements } from '../../platform/requirements/requirement.js';
import { bokbasenSources } from '../bokbasen/rejections.js';
import { ddsPages } from './sources.js';

const { exportService, guide, inventory, idm, report, glossary, subscription } = ddsPages;
const server = 'dds server';
const callers = 'store client, subscription client, partner client, library client';
const rvu = 'Bokbasen wiki, Bokbasen distributes binaries to the end user: usage';
const switchedOff = {
  notTestedReason:
    'The older platform was switched off on 1 February 2025: nobody builds for it any more',
};
const tokenServer = { notTestedReason: 'Token servers are not judged' };
const environment = { notTestedReason: 'Hosts belong to an environment, not to an implementation' };
const unseen = (why: string): { notTestedReason: string } => ({ notTestedReason: why });

/** What is written, and cannot be tried from outside. */
// prettier-ignore
export const notTestedRequirements = defineRequirements({
  tokenGrant:      ['BOKB-DDS-190', 'MUST', server, 'placeOrder', 'A token is granted for client_id, client_secret, audience and grant_type, as JSON or form', bokbasenSources.tokens, tokenServer],
  tokenAnswer:     ['BOKB-DDS-191', 'MUST', server, 'placeOrder', 'A grant says access_token, expires_in and token_type Bearer', bokbasenSources.tokens, tokenServer],
  tokenRefusals:   ['BOKB-DDS-192', 'MUST', server, 'placeOrder', 'A grant is refused with 401 for wrong credentials, and with 403 for another audience', bokbasenSources.tokens, tokenServer],
  tokenExpires:    ['BOKB-DDS-193', 'MUST', server, 'placeOrder', 'A token that has expired is answered 401', ddsPages.errors, unseen('A token that has expired cannot be had without waiting for a day')],
  hosts:           ['BOKB-DDS-194', 'MUST', server, 'placeOrder', 'Production is api.bokbasen.io, test is api.stage.bokbasen.io', bokbasenSources.audiences, environment],
  ticket:          ['BOKB-DDS-195', 'MUST', server, 'getInventoryV1', 'A login is answered 201, with the ticket in Boknett-TGT', 'Bokbasen wiki, Authentication Service (legacy)', switchedOff],
  ticketDate:      ['BOKB-DDS-196', 'MUST', server, 'getInventoryV1', 'A call with a ticket has a Date within 15 minutes', `${guide}; ${exportService}`, switchedOff],
  inventoryV1:     ['BOKB-DDS-197', 'MUST', server, 'getInventoryV1', 'Version 1 of the inventory is asked for by id, isbn, or a period with a state', `${inventory}: version 1`, switchedOff],
  authenticate:    ['BOKB-DDS-198', 'MUST', server, 'authenticateAccount', 'A token is given on behalf of a consumer', `${idm}: authenticate`, switchedOff],
  adobeId:         ['BOKB-DDS-199', 'MUST', server, 'getAdobeId', 'An Adobe id is looked up, NO_ADOBEID_EXIST without one', `${idm}: adobeid`, switchedOff],
  rvuReport:       ['BOKB-DDS-200', 'MUST', server, 'reportRvu', 'A reading beyond the threshold is reported with resid and dateTime, and answered 204', rvu, switchedOff],
  refreshDaily:    ['BOKB-DDS-202', 'MUST', callers, 'getInventory', 'The inventory is fetched once a day at the least', `${inventory}: at least every 24 h`, unseen('How often a partner asks is not known from one test')],
  tokenKept:       ['BOKB-DDS-203', 'SHOULD', callers, 'placeOrder', 'A token is used for many calls', bokbasenSources.tokens, tokenServer],
  wholeMonths:     ['BOKB-DDS-204', 'MUST', 'subscription client', 'reportStreaming', 'Only reads over the agreed threshold are reported', `${report}: threshold`, unseen('What was read is known to the service alone')],
  samePrice:       ['BOKB-DDS-205', 'MUST', 'subscription client', 'placeSubscriptionOrder', 'An spd is sent only if the contract with the publisher asks for it', `${subscription}: spd`, unseen('Contracts are not known from outside')],
  orderidKept:     ['BOKB-DDS-206', 'SHOULD', 'store client', 'placeOrder', 'An orderid never changes', `${glossary}: Order ID`, unseen('What the store calls its order is known to it alone')],
  rawRefresh:      ['BOKB-DDS-207', 'MUST', 'partner client', 'getRawContent', 'Raw content is fetched when it is new, or when its version is another', `${guide}: raw content`, unseen('What a partner has kept is not known from outside')],
  sellsOnlyPublished: ['BOKB-DDS-208', 'MUST', 'store client', 'getInventory', 'A store shows only titles that are published and accessible', `${guide}: published and access`, unseen('What a store shows is not seen from here; that it orders no other is judged')],
});
