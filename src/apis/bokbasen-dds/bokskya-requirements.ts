import { defineRequirements } from '../../platform/requirements/requirement.js';
import { ddsPages } from './sources.js';

const { opds, idm, report, loan, guide } = ddsPages;
const server = 'dds server';

/** What DDS makes of accounts and their shelves. */
// prettier-ignore
export const bokskyaRequirements = defineRequirements({
  lastModified:    ['BOKB-DDS-150', 'MUST',   server, 'getShelf', 'A shelf has a Last-Modified', `${opds}: Last-Modified`],
  shelfType:       ['BOKB-DDS-151', 'MUST',   server, 'getShelf', 'A shelf is XML', `${opds}: OPDS (ATOM) XML`],
  shelfForm:       ['BOKB-DDS-152', 'MUST',   server, 'getShelf', 'A shelf is an Atom feed', `${opds}: OPDS (ATOM) XML`, { stateful: true }],
  notModified:     ['BOKB-DDS-153', 'MUST',   server, 'getShelf', 'If-Modified-Since with exactly the Last-Modified is answered 304', `${opds}: 304`, { stateful: true }],
  emptyNotModified: ['BOKB-DDS-154', 'MUST',  server, 'getShelf', 'A 304 has no body', `${opds}: 304, empty body`, { notTestedReason: 'HTTP ends a 304 with its headers: a body behind them is never read' }],
  exactDate:       ['BOKB-DDS-155', 'MUST',   server, 'getShelf', 'If-Modified-Since with another time than the Last-Modified is answered 200', `${opds}: it compares exactly`, { stateful: true }],
  anyDateForm:     ['BOKB-DDS-156', 'MUST',   server, 'getShelf', 'If-Modified-Since is read in every form of RFC 2616', `${opds}: any RFC 2616 date`, { stateful: true }],
  shelfChanges:    ['BOKB-DDS-157', 'MUST',   server, 'getShelf', 'After an order a shelf is no longer as it was', `${opds}: 304 is for what is not modified`, { stateful: true }],
  orderOnShelf:    ['BOKB-DDS-158', 'MUST',   server, 'getShelf', 'What was ordered for a consumer is on his shelf, with the link of its order', `${guide}: a book joins the shelf when its order has the DDS-ID`, { stateful: true }],
  shelfOfAll:      ['BOKB-DDS-159', 'MUST',   server, 'getShelf', 'What all stores sold to a consumer is on one shelf', `${guide}: the purchases of all stores`, { stateful: true }],
  shelfLeads:      ['BOKB-DDS-160', 'MUST',   server, 'getShelf', 'The links of a shelf lead to the content', `${guide}: the links lead to GET content`, { stateful: true }],
  shelfIds:        ['BOKB-DDS-161', 'MUST',   server, 'getShelf', 'An entry has the resid as its id, and as identifiers urn:uuid: with it, and urn:isbn:', `${opds}: the example`, { stateful: true }],
  shelfLinks:      ['BOKB-DDS-162', 'MUST',   server, 'getShelf', 'The link of a title has the type application/json, and says in indirectAcquisition what it leads to', `${opds}: the example`, { stateful: true }],
  shelfElements:   ['BOKB-DDS-163', 'SHOULD', server, 'getShelf', 'An entry has title, thumbnail, author, created, updated, publisher, issued and language, in the form of the example', `${opds}: the example`, { stateful: true }],
  shelfOrder:      ['BOKB-DDS-164', 'SHOULD', server, 'getShelf', 'The children of an entry stand in the order of the example', `${opds}: the example; clients read them by their place`, { stateful: true }],
  excerptOnShelf:  ['BOKB-DDS-165', 'MUST',   server, 'getShelf', 'An excerpt has the rel http://opds-spec.org/acquisition/sample', `${opds}: excerpts`, { stateful: true }],
  audioOnShelf:    ['BOKB-DDS-166', 'SHOULD', server, 'getShelf', 'An audiobook has a link for each of its types', `${opds}: audio lists the combinations; the form is ours`, { stateful: true }],
  unknownShelf:    ['BOKB-DDS-167', 'SHOULD', server, 'getShelf', 'The shelf of a DDS-ID that there is not is answered 404', `${opds}: 40x; ours`, { stateful: true }],
  userNotFound:    ['BOKB-DDS-170', 'MUST',   server, 'findAccount', 'An account that there is not is answered 200, with {"data": "USER_NOT_FOUND"}', `${idm}: unknown user`, { stateful: true }],
  accountType:     ['BOKB-DDS-171', 'MUST',   server, 'findAccount', 'The answer is application/json;charset=UTF-8', `${idm}: Content-Type`],
  idAndActive:     ['BOKB-DDS-172', 'MUST',   server, 'registerAccount', 'A registration is answered with the id, and with active', `${idm}: register`],
  accountFound:    ['BOKB-DDS-173', 'MUST',   server, 'findAccount', 'An account that was registered is found by its id and by its address', `${idm}: validate, by id and by e-mail`, { stateful: true }],
  parameterError:  ['BOKB-DDS-174', 'SHOULD', server, 'findAccount', 'What is neither a DDS-ID nor an address is answered 400, with {"data": "PARAMETER_ERROR"}', 'Seen at a client', { stateful: true }],
  oneAddress:      ['BOKB-DDS-175', 'MUST',   server, 'registerAccount', 'An address has one account', `${idm}: email is unique`, { stateful: true }],
  userExists:      ['BOKB-DDS-176', 'SHOULD', server, 'registerAccount', 'An address that has an account is answered 409', `${idm}: email is unique; the status is ours`, { stateful: true }],
  oneAtOnce:       ['BOKB-DDS-177', 'SHOULD', server, 'registerAccount', 'A registration that comes several times at once leads to one account', `${idm}: email is unique; ours`, { stateful: true }],
  longNames:       ['BOKB-DDS-178', 'MUST',   server, 'registerAccount', 'A name or surname of one character is refused with 40x', `${idm}: minimum length 2`, { stateful: true }],
  sameDdsId:       ['BOKB-DDS-179', 'MUST',   server, 'findAccount', 'The DDS-ID of an account never changes', `${ddsPages.glossary}: DDS ID`, { notTestedReason: 'Nobody can wait so long; that a new account is found under its id is judged' }],
});

/** What DDS makes of reports of use. */
// prettier-ignore
export const reportRequirements = defineRequirements({
  emptyReport:     ['BOKB-DDS-180', 'MUST',   server, 'reportStreaming reportLoan', 'A report that is taken is answered without a body', `${report}, ${loan}: 204, empty body`],
  tooLarge:        ['BOKB-DDS-181', 'SHOULD', server, 'reportStreaming', 'A report of more than 6 MB is answered 413', `${report}: a payload over 6 MB; the status is inferred`, { stateful: true }],
  largeTaken:      ['BOKB-DDS-182', 'MUST',   server, 'reportStreaming', 'A report of less than 6 MB is taken', `${report}: a payload over 6 MB`, { stateful: true }],
  loanAlone:       ['BOKB-DDS-183', 'INFO',   server, 'reportLoan', 'A loan that is reported alone, and in no list, is taken', `${loan}: the earlier version`, { stateful: true }],
  ownerAsNumber:   ['BOKB-DDS-184', 'INFO',   server, 'reportStreaming', 'A productOwnerId that is a number is taken', `${report}: numeric id; the example is a text`, { stateful: true }],
  ownerChange:     ['BOKB-DDS-185', 'MUST',   server, 'reportStreaming', 'A title with two owners in a period is taken as two rows', `${report}: an owner change is two rows`, { stateful: true }],
  priceOptional:   ['BOKB-DDS-186', 'MUST',   server, 'reportStreaming', 'A report without price is taken', `${report}: price.ppu is Optional`, { stateful: true }],
  tibiBody:        ['BOKB-DDS-187', 'SHOULD', server, 'reportTibiLoan', 'A report to tibi is as its page has it', `${loan}: tibi`, { notTestedReason: 'Of its body nothing is known: that of reporting/loan is sent' }],
});
