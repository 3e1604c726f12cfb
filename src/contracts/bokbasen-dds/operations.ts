import { defineContract } from '../../kernel/contract/operation.js';
import { LARGEST_BODY } from '../../kernel/contract/raw-body.js';
import { BASE } from '../bokbasen/audiences.js';
import { bokbasenDialect } from '../bokbasen/errors.js';
import { LEGACY } from '../bokbasen/legacy.js';
import { MessageResponse } from '../bokbasen/message-response.js';
import { DdsGuard } from './dds.guard.js';
import { AUDIO_TITLE, CONSUMER, NODRM_TITLE, examples } from './examples.js';
import {
  Account,
  ContentAsked,
  ContentChoices,
  DownloadStatus,
  InventoryAsked,
  InventoryV1Asked,
  Loan,
  OrderOfTitle,
  Registration,
  RvuReport,
  StreamingReport,
  SubscriptionOrder,
} from './messages.js';
import { ddsAsked } from './requirements.js';

const JSON_TYPE = 'application/json';
const ATOM = 'application/atom+xml;charset=UTF-8';
const common = { servedBy: 'dds', scope: [], largestBody: LARGEST_BODY };
const dds = { ...common, audience: 'dds' };
const shelf = { ...common, audience: 'bokskya' };
const usage = { ...common, audience: 'reporting' };
const handedOut = {
  ...common,
  open: true,
  inferred: 'Content download: the link is given, its form is not published',
};
const parameter = (name: string, description: string, example: string) => ({
  [name]: { description, example },
});
const fulfilment = parameter(
  'id',
  'Fulfilment id, as the Location of an order has it',
  '0b1c4e50-bb00-46ea-bc24-27d1b32fb2a3',
);
const resource = parameter('id', 'Id of the product in the inventory', NODRM_TITLE);
const audio = parameter('id', 'Id of the product in the inventory', AUDIO_TITLE);
const download = parameter('id', 'Id of the download', 'adf39c11-a7dc-42b0-b6a2-0313937fb914');
const consumer = parameter('id', 'DDS-ID of the consumer, or his e-mail address', CONSUMER);
const isbn = parameter('isbn', 'ISBN', '9788200100010');
const refused = (status: number, description: string) => ({
  status,
  description,
  type: MessageResponse,
});
const used = [refused(409, 'Conflict: the orderid was used before')];
const toStatus = { Location: 'URL of the status page' };
const choices = [{ status: 300, description: 'Every file that there is', type: ContentChoices }];
const toOrder = { Location: 'URL of the content, good for ever' };
const status =
  '302 leads to the status page. 300 lists what there is, when type and bitrate name none of several files.';

/** Bokbasen Digital Distribution System: e-books and audiobooks. */
export const ddsContract = defineContract(
  {
    name: 'bokbasen-dds',
    title: 'Bokbasen Digital Distribution System',
    version: '1',
    base: BASE,
    legacyBase: LEGACY,
    dialect: bokbasenDialect,
    asked: ddsAsked,
    guard: DdsGuard,
    parties: { dds: 'Bokbasen DDS' },
  },
  // prettier-ignore
  {
    placeOrder:             { ...dds, method: 'POST', path: '/dds/order/v1',                legacyPath: '/dds/order',                 ok: 201, accept: JSON_TYPE, body: OrderOfTitle, otherwise: used, answersWith: toOrder,
                              id: 'place-order', summary: 'Place an order',
                              description: 'A store has sold a title. An SDRM title needs the name of the buyer. For the right of normal orders: demo, demo-store.',
                              examples: { plain: { summary: 'A title without DRM', value: examples.order }, watermarked: { summary: 'A title with a watermark', value: examples.watermarked } } },
    placeSubscriptionOrder: { ...dds, method: 'POST', path: '/dds/order/subscription/v1',   legacyPath: '/dds/order/subscription',    ok: 201, accept: JSON_TYPE, body: SubscriptionOrder, otherwise: used, answersWith: toOrder,
                              id: 'place-subscription-order', summary: 'Place an order of a subscription service',
                              description: 'The title alone is enough; an SDRM title needs the name of the reader. For the right of subscription orders: demo, demo-subscription.',
                              examples: { title: { summary: 'A title', value: examples.subscription } } },
    getContent:             { ...dds, method: 'GET',  path: '/dds/content/v1/{id}',         legacyPath: '/dds/content/{id}',          ok: 302, accept: JSON_TYPE, parameters: fulfilment, query: ContentAsked, otherwise: choices, answersWith: toStatus,
                              id: 'get-content', summary: 'Start a download of what was ordered', description: status },
    getSample:              { ...dds, method: 'GET',  path: '/dds/content/v1/{id}/sample',  legacyPath: '/dds/content/{id}/sample',   ok: 302, accept: JSON_TYPE, parameters: resource, otherwise: [refused(400, 'Bad Request: the title has no excerpt')], answersWith: toStatus,
                              id: 'get-sample', summary: 'Start a download of the excerpt of an e-book', description: 'No order is needed. 302 leads to the status page.' },
    getRawContent:          { ...dds, method: 'GET',  path: '/dds/content/v1/raw/{id}',     legacyPath: '/dds/content/raw/{id}',      ok: 302, accept: JSON_TYPE, parameters: resource, query: ContentAsked, otherwise: choices, answersWith: toStatus,
                              id: 'get-raw-content', summary: 'Start a download of the file itself', description: 'For partners with that right: demo, demo-partner. An audiobook comes as one MP3.' },
    getLibraryContent:      { ...dds, inferred: 'Important API-changes: its path only', method: 'GET',  path: '/dds/content/v1/library/{id}', legacyPath: '/dds/content/library/{id}',  ok: 302, accept: JSON_TYPE, parameters: audio, query: ContentAsked, otherwise: choices, answersWith: toStatus,
                              id: 'get-library-content', summary: 'Start a download for a library', description: `For libraries: demo, demo-library. ${status}` },
    getDownloadStatus:      { ...handedOut, method: 'GET', path: '/dds/download/v1/{id}/status', legacyPath: '/dds/download/{id}/status', ok: 200, parameters: download, answers: { type: DownloadStatus, list: false },
                              id: 'get-download-status', summary: 'Show how far a download is', description: 'XML (downloadStatus with status and downloadURL), or JSON where Accept asks for it. PROCESSING, then READY or FAILED. Nobody is asked for a token; the page lives for an hour.' },
    getFile:                { ...handedOut, method: 'GET', path: '/dds/download/v1/{id}/file/{until}/{name}', legacyPath: '/dds/download/{id}/file/{until}/{name}', ok: 200, parameters: { ...download, until: { description: 'Until when the link is good', example: '1795305600' }, name: { description: 'Name of the file', example: '9788200100010.epub' } },
                              id: 'get-file', summary: 'Get the file', description: 'By the downloadURL of the status page, which is good for a quarter of an hour.' },
    getInventory:           { ...dds, method: 'GET',  path: '/dds/inventory/v2',            legacyPath: '/dds/v2/inventory',          ok: 200, query: InventoryAsked, answers: { list: false, mediaType: ATOM }, answersWith: { Next: 'Token of the next page; the same as before when there is nothing new', Link: 'The next page' },
                              id: 'get-inventory', summary: 'List the titles that changed', description: 'The latest version of each title. Begin with after, then go on with the header Next until it stays the same.' },
    getInventoryByIsbn:     { ...dds, method: 'GET',  path: '/dds/inventory/v2/{isbn}',     legacyPath: '/dds/v2/inventory/{isbn}',   ok: 200, parameters: isbn, answers: { list: false, mediaType: ATOM },
                              id: 'get-inventory-by-isbn', summary: 'Show every version of a title', description: 'A feed without entries, when there is none.' },
    getInventoryV1:         { ...dds, method: 'GET',  path: '/dds/inventory', legacyOnly: true, ok: 200, query: InventoryV1Asked, answers: { list: false, mediaType: ATOM },
                              id: 'get-inventory-v1', summary: 'List titles, version 1', description: 'With title, author and first publication.' },
    getShelf:               { ...shelf, method: 'GET', path: '/bokskya/content/v1/{id}',    legacyPath: '/dds/catalog/personal/{id}', ok: 200, parameters: consumer, answers: { list: false, mediaType: ATOM }, otherwise: [{ status: 304, description: 'As it was' }], answersWith: { 'Last-Modified': 'For If-Modified-Since, exactly as it is' },
                              id: 'get-shelf', summary: 'Show the shelf of a consumer', description: 'OPDS: what every store sold to the consumer. 304 when nothing has changed.' },
    findAccount:            { ...shelf, method: 'GET', path: '/bokskya/account/v1/{id}',    legacyPath: '/idp/validate/{id}',         ok: 200, accept: JSON_TYPE, parameters: consumer, otherwise: [refused(400, 'Bad Request: neither a DDS-ID nor an address')], answers: { type: Account, list: false },
                              id: 'find-account', summary: 'Look up an account', description: '200 also when there is none: {"data": "USER_NOT_FOUND"}.' },
    registerAccount:        { ...shelf, method: 'POST', path: '/bokskya/account/v1',        legacyPath: '/idp/register',              ok: 200, accept: JSON_TYPE, body: Registration, otherwise: [refused(409, 'Conflict: there is an account for that address')], answers: { type: Account, list: false },
                              id: 'register-account', summary: 'Register an account', description: '200, and not 201.',
                              examples: { kari: { summary: 'A new consumer', value: examples.registration } } },
    authenticateAccount:    { ...shelf, method: 'GET', path: '/idp/authenticate/{id}', legacyOnly: true, ok: 200, accept: JSON_TYPE, parameters: consumer, answers: { type: Account, list: false },
                              id: 'authenticate-account', summary: 'Authenticate on behalf of a consumer', description: 'A token for the consumer.' },
    getAdobeId:             { ...shelf, method: 'GET', path: '/idp/adobeid/{id}', legacyOnly: true, ok: 200, accept: JSON_TYPE, parameters: consumer, answers: { type: Account, list: false },
                              id: 'get-adobe-id', summary: 'Look up an Adobe id', description: '{"data": "NO_ADOBEID_EXIST"}: nobody here has one.' },
    reportStreaming:        { ...usage, method: 'POST', path: '/reporting/streaming/v1',    legacyPath: '/dds/usage/streaming',       ok: 204, body: StreamingReport,
                              id: 'report-streaming', summary: 'Report streaming', description: 'Whole months, all of a period in one delivery.',
                              examples: { month: { summary: 'One title', value: examples.streaming } } },
    reportRvu:              { ...usage, method: 'POST', path: '/dds/usage/subscription/rvu', legacyOnly: true, ok: 204, body: RvuReport,
                              id: 'report-rvu', summary: 'Report a reading beyond the threshold', description: 'Deprecated.',
                              examples: { day: { summary: 'One reading', value: examples.rvu } } },
    reportLoan:             { ...usage, method: 'POST', path: '/reporting/loan/v1',         ok: 204, body: Loan, bodyList: true,
                              id: 'report-loan', summary: 'Report loans', description: 'A list of loans, or one of them.',
                              examples: { loans: { summary: 'One loan', value: examples.loans } } },
    reportTibiLoan:         { ...usage, inferred: 'Loans: its path only', method: 'POST', path: '/reporting/loan/tibi/v1',    ok: 204, body: Loan, bodyList: true,
                              id: 'report-tibi-loan', summary: 'Report loans to tibi', description: 'Of its body nothing is known: it is taken as that of reporting/loan.',
                              examples: { loans: { summary: 'One loan', value: examples.loans } } },
  },
);

export const ddsApi = ddsContract.operations;
