import type { OperationRow } from '../../platform/api/operation.js';
import { defineApi } from '../descriptor.js';
import { fillDdsExample } from './fill-example.js';
import { MAX_BODY_BYTES } from '../../platform/http/raw-body.js';
import { BASE } from '../bokbasen/audiences.js';
import { bokbasenErrorFormat, rangeProblem } from '../bokbasen/errors.js';
import { LEGACY } from '../bokbasen/legacy.js';
import { MessageResponse } from '../bokbasen/message-response.js';
import type { Problem } from '../../platform/errors/problem.js';
import { DdsGuard } from './dds.guard.js';
import { ddsProblems } from './errors.js';
import { AUDIO_TITLE, CONSUMER, NODRM_TITLE, ddsExamples } from './examples.js';
import {
  Account,
  ContentQuery,
  ContentChoices,
  DownloadStatus,
  InventoryQuery,
  InventoryV1Query,
  Loan,
  OrderOfTitle,
  Registration,
  RvuReport,
  StreamingReport,
  SubscriptionOrder,
} from './messages.js';
import { ddsApiRequirements } from './api-requirements.js';
import { ddsPages as pages } from './sources.js';
import type { DdsOperation } from './requirements/actors-and-operations.js';

const JSON_TYPE = 'application/json';
const ATOM = 'application/atom+xml;charset=UTF-8';
const common = { servedBy: 'dds', scope: [], maxBodyBytes: MAX_BODY_BYTES };
const dds = { ...common, audience: 'dds' };
const shelf = { ...common, audience: 'bokskya' };
const usage = { ...common, audience: 'reporting' };
const handedOut = {
  ...common,
  isPublic: true,
  inferredFrom: `ours: its form is not published; based on ${pages.content}: the link to the status page and to the file`,
};
const parameter = (name: string, description: string, example: string) => ({
  [name]: { description, example },
});
const fulfilment = parameter(
  'id',
  'Fulfilment id, as in the Location of an order',
  '0b1c4e50-bb00-46ea-bc24-27d1b32fb2a3',
);
const resource = parameter('id', 'Id of the product in the inventory', NODRM_TITLE);
const audio = parameter('id', 'Id of the product in the inventory', AUDIO_TITLE);
const download = parameter('id', 'Id of the download', 'adf39c11-a7dc-42b0-b6a2-0313937fb914');
const consumer = parameter('id', 'DDS-ID or e-mail address of the consumer', CONSUMER);
const isbn = parameter('isbn', 'ISBN', '9788200100010');
const refused = (example: Problem, description: string) => ({
  status: example.status,
  description,
  type: MessageResponse,
  example,
});
const used = [
  refused(ddsProblems.orderUsed('123456789'), 'Conflict: the orderid was already used'),
];
const parts = [
  { status: 206, description: 'Partial Content: the requested range of bytes' },
  refused(
    rangeProblem(20_480),
    'Range Not Satisfiable: the range begins after the end of the file',
  ),
];
const toStatus = { Location: 'URL of the status page' };
const choices = [{ status: 300, description: 'All available files', type: ContentChoices }];
const toOrder = { Location: 'URL of the content; it never expires' };
const status =
  '302 redirects to the status page. 300 lists the available files when type and bitrate ' +
  'do not select one of several files.';

/** Bokbasen Digital Distribution System: e-books and audiobooks. */
export const ddsDescriptor = defineApi(
  {
    name: 'bokbasen-dds',
    title: 'Bokbasen Digital Distribution System',
    version: '1',
    base: BASE,
    legacyBase: LEGACY,
    errorFormat: bokbasenErrorFormat,
    requirements: ddsApiRequirements,
    guard: DdsGuard,
    parties: { dds: 'Bokbasen DDS' },
    control: {
      collections: {
        reference: {
          titles: {
            description: 'E-books and audiobooks in the inventory of DDS',
            linkTitle: 'Titles',
          },
          consumers: { description: 'Accounts of consumers, by DDS-ID' },
        },
        orders: {
          'dds-orders': {
            description: 'Orders of e-books and audiobooks',
            linkTitle: 'DDS orders',
          },
          reports: { description: 'Usage reports received by DDS' },
        },
      },
      generator: 'dds',
      trace: {
        ids: ['orderid', 'fulfilmentId'],
        paths: ['getContent', 'getDownloadStatus', 'getFile'],
        statuses: ['status'],
      },
      fillExample: fillDdsExample,
    },
  },
  // prettier-ignore
  {
    placeOrder:             { ...dds, method: 'POST', path: '/dds/order/v1',                legacyPath: '/dds/order',                 successStatus: 201, acceptMediaType: JSON_TYPE, body: OrderOfTitle, otherResponses: used, responseHeaders: toOrder,
                              operationId: 'place-order', page: `${pages.order}: POST, 201`, summary: 'Place an order',
                              description: 'A store reports that it sold a title. An SDRM title requires the name of the buyer. Requires the right to place normal orders: clients demo, demo-store.',
                              examples: { plain: { summary: 'A title without DRM', value: ddsExamples.order }, watermarked: { summary: 'A title with a watermark (SDRM)', value: ddsExamples.watermarked } } },
    placeSubscriptionOrder: { ...dds, method: 'POST', path: '/dds/order/subscription/v1',   legacyPath: '/dds/order/subscription',    successStatus: 201, acceptMediaType: JSON_TYPE, body: SubscriptionOrder, otherResponses: used, responseHeaders: toOrder,
                              operationId: 'place-subscription-order', page: `${pages.subscription}: POST, 201`, summary: 'Place an order of a subscription service',
                              description: 'Only the title is required; an SDRM title requires the name of the reader. Requires the right to place subscription orders: clients demo, demo-subscription.',
                              examples: { title: { summary: 'A title', value: ddsExamples.subscription } } },
    getContent:             { ...dds, method: 'GET',  path: '/dds/content/v1/{id}',         legacyPath: '/dds/content/{id}',          successStatus: 302, acceptMediaType: JSON_TYPE, parameters: fulfilment, query: ContentQuery, otherResponses: choices, responseHeaders: toStatus,
                              operationId: 'get-content', page: `${pages.content}: GET by the fulfilment id, 302 or 300`, summary: 'Start a download of an ordered title', description: status },
    getSample:              { ...dds, method: 'GET',  path: '/dds/content/v1/{id}/sample',  legacyPath: '/dds/content/{id}/sample',   successStatus: 302, acceptMediaType: JSON_TYPE, parameters: resource, otherResponses: [refused(ddsProblems.noExcerpt(AUDIO_TITLE), 'Bad Request: the title has no excerpt')], responseHeaders: toStatus,
                              operationId: 'get-sample', page: `${pages.content}: GET of a sample, 302`, summary: 'Start a download of the excerpt of an e-book', description: 'No order is required. 302 redirects to the status page.' },
    getRawContent:          { ...dds, method: 'GET',  path: '/dds/content/v1/raw/{id}',     legacyPath: '/dds/content/raw/{id}',      successStatus: 302, acceptMediaType: JSON_TYPE, parameters: resource, query: ContentQuery, otherResponses: choices, responseHeaders: toStatus,
                              operationId: 'get-raw-content', page: `${pages.raw}: GET, 302 or 300`, summary: 'Start a download of the raw file', description: 'For partners with the right to raw content: clients demo, demo-partner. An audiobook is a single MP3 file.' },
    getLibraryContent:      { ...dds, inferredFrom: `ours: its path alone is published; based on ${pages.changes}, table of endpoints`, method: 'GET',  path: '/dds/content/v1/library/{id}', legacyPath: '/dds/content/library/{id}',  successStatus: 302, acceptMediaType: JSON_TYPE, parameters: audio, query: ContentQuery, otherResponses: choices, responseHeaders: toStatus,
                              operationId: 'get-library-content', summary: 'Start a download for a library', description: `For libraries: clients demo, demo-library. ${status}` },
    getDownloadStatus:      { ...handedOut, method: 'GET', path: '/dds/download/v1/{id}/status', legacyPath: '/dds/download/{id}/status', successStatus: 200, parameters: download, response: { type: DownloadStatus, list: false, others: { 'application/xml': { type: 'string' } } },
                              operationId: 'get-download-status', summary: 'Get the status of a download', description: 'Returns XML (downloadStatus with status and downloadURL), or JSON when Accept requests it. The status is PROCESSING, then READY or FAILED. No token is required; the page expires after one hour.' },
    getFile:                { ...handedOut, method: 'GET', path: '/dds/download/v1/{id}/file/{until}/{name}', legacyPath: '/dds/download/{id}/file/{until}/{name}', successStatus: 200, parameters: { ...download, until: { description: 'Time at which the link expires', example: '1795305600' }, name: { description: 'Name of the file', example: '9788200100010.epub' } }, response: { list: false, others: { '*/*': { type: 'string', format: 'binary' } } }, otherResponses: parts, responseHeaders: { 'Accept-Ranges': 'bytes', ETag: 'Identifies the content of the file, for If-Range' },
                              operationId: 'get-file', summary: 'Get the file, or a part of it', description: 'Uses the downloadURL of the status page, which is valid for 15 minutes. With Range it returns a part of the file; If-Range with the ETag or Last-Modified of an earlier response makes sure that it is the same file.' },
    getInventory:           { ...dds, method: 'GET',  path: '/dds/inventory/v2',            legacyPath: '/dds/v2/inventory',          successStatus: 200, query: InventoryQuery, response: { list: false, mediaType: ATOM }, responseHeaders: { Next: 'Token of the next page; unchanged when there are no new entries', Link: 'Link to the next page' },
                              operationId: 'get-inventory', page: `${pages.inventory}: GET with after or next, 200`, summary: 'List changed titles', description: 'Returns the latest version of each title. Start with after, then continue with the value of the Next header until it no longer changes.' },
    getInventoryByIsbn:     { ...dds, method: 'GET',  path: '/dds/inventory/v2/{isbn}',     legacyPath: '/dds/v2/inventory/{isbn}',   successStatus: 200, parameters: isbn, response: { list: false, mediaType: ATOM },
                              operationId: 'get-inventory-by-isbn', page: `${pages.inventory}: GET by ISBN, 200`, summary: 'List all versions of a title', description: 'Returns a feed without entries when the ISBN is unknown.' },
    getInventoryV1:         { ...dds, method: 'GET',  path: '/dds/inventory', legacyOnly: true, successStatus: 200, query: InventoryV1Query, response: { list: false, mediaType: ATOM },
                              operationId: 'get-inventory-v1', summary: 'List titles, version 1', description: 'Also returns title, author and first publication date.' },
    getShelf:               { ...shelf, method: 'GET', path: '/bokskya/content/v1/{id}',    legacyPath: '/dds/catalog/personal/{id}', successStatus: 200, parameters: consumer, response: { list: false, mediaType: ATOM }, otherResponses: [{ status: 304, description: 'The inventory in the form of version 1' }], responseHeaders: { 'Last-Modified': 'Value for If-Modified-Since, to be sent back unchanged' },
                              operationId: 'get-shelf', page: `${pages.opds}: GET, 200 or 304`, summary: 'Get the shelf of a consumer', description: 'Returns an OPDS feed with everything that all stores sold to the consumer, or 304 when nothing has changed.' },
    findAccount:            { ...shelf, method: 'GET', path: '/bokskya/account/v1/{id}',    legacyPath: '/idp/validate/{id}',         successStatus: 200, acceptMediaType: JSON_TYPE, parameters: consumer, otherResponses: [refused(ddsProblems.parameterError('a DDS-ID or an e-mail address is expected; seen: ola'), 'Bad Request: neither a DDS-ID nor an e-mail address')], response: { type: Account, list: false },
                              operationId: 'find-account', page: `${pages.idm}: validate, 200`, summary: 'Look up an account', description: 'Returns 200 also when there is no account: {"data": "USER_NOT_FOUND"}.' },
    registerAccount:        { ...shelf, method: 'POST', path: '/bokskya/account/v1',        legacyPath: '/idp/register',              successStatus: 200, acceptMediaType: JSON_TYPE, body: Registration, otherResponses: [refused(ddsProblems.userExists('ola.nordmann@example.org'), 'Conflict: an account exists for this e-mail address')], response: { type: Account, list: false },
                              operationId: 'register-account', page: `${pages.idm}: register, 200`, summary: 'Register an account', description: 'Returns 200, not 201.',
                              examples: { kari: { summary: 'A new consumer', value: ddsExamples.registration } } },
    authenticateAccount:    { ...shelf, method: 'GET', path: '/idp/authenticate/{id}', legacyOnly: true, successStatus: 200, acceptMediaType: JSON_TYPE, parameters: consumer, response: { type: Account, list: false },
                              operationId: 'authenticate-account', summary: 'Authenticate on behalf of a consumer', description: 'Returns a token for the consumer.' },
    getAdobeId:             { ...shelf, method: 'GET', path: '/idp/adobeid/{id}', legacyOnly: true, successStatus: 200, acceptMediaType: JSON_TYPE, parameters: consumer, response: { type: Account, list: false },
                              operationId: 'get-adobe-id', summary: 'Look up an Adobe id', description: 'Returns {"data": "NO_ADOBEID_EXIST"}: no consumer of the sandbox has an Adobe id.' },
    reportStreaming:        { ...usage, method: 'POST', path: '/reporting/streaming/v1',    legacyPath: '/dds/usage/streaming',       successStatus: 204, body: StreamingReport,
                              operationId: 'report-streaming', page: `${pages.report}: POST, 204`, summary: 'Report streaming', description: 'Reports whole months; one report contains all rows of a period.',
                              examples: { month: { summary: 'One title', value: ddsExamples.streaming } } },
    reportRvu:              { ...usage, method: 'POST', path: '/dds/usage/subscription/rvu', legacyOnly: true, successStatus: 204, body: RvuReport,
                              operationId: 'report-rvu', summary: 'Report reading beyond the threshold', description: 'Deprecated.',
                              examples: { day: { summary: 'One reading report', value: ddsExamples.rvu } } },
    reportLoan:             { ...usage, method: 'POST', path: '/reporting/loan/v1',         successStatus: 204, body: Loan, bodyIsList: true,
                              operationId: 'report-loan', page: `${pages.loan}: POST, 204`, summary: 'Report loans', description: 'Accepts an array of loans, or a single loan.',
                              examples: { loans: { summary: 'One loan', value: ddsExamples.loans } } },
    reportTibiLoan:         { ...usage, inferredFrom: `ours: its path alone is published; based on ${pages.loan}: /reporting/loan/tibi/v1`, method: 'POST', path: '/reporting/loan/tibi/v1',    successStatus: 204, body: Loan, bodyIsList: true,
                              operationId: 'report-tibi-loan', summary: 'Report loans to tibi', description: 'The body is not documented; the sandbox expects the body of reporting/loan.',
                              examples: { loans: { summary: 'One loan', value: ddsExamples.loans } } },
  } satisfies Record<DdsOperation, OperationRow>,
);

export const ddsOperations = ddsDescriptor.operations;
