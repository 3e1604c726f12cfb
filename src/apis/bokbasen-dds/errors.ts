import { defineProblems } from '../../platform/errors/problem.js';

/** The refusals of DDS. Of their bodies only `data` is known, from its account look-up; the codes are ours. */
export const ddsProblems = defineProblems({
  orderUsed: [
    409,
    'ORDER_ID_EXISTS',
    'orderid was already used: ',
    'The `orderid` was used before (rule `DDS_DUPLICATE_ORDER`).',
  ],
  unknownResource: [
    400,
    'UNKNOWN_RESOURCE',
    'unknown resid: ',
    'An order names a title that does not exist.',
  ],
  noAccess: [
    403,
    'NO_ACCESS',
    'no access to this title: ',
    'The client has no access to the title.',
  ],
  notPublished: [
    403,
    'NOT_PUBLISHED',
    'the title is not published: ',
    'The title is not published yet, or it was deleted.',
  ],
  noExcerpt: [
    400,
    'NO_EXCERPT',
    'the title has no excerpt: ',
    'An order for an excerpt names a title that has none.',
  ],
  nameMissing: [
    400,
    'NAME_REQUIRED',
    '',
    'The name of the buyer is too short, or it is missing for a title with watermark (SDRM).',
  ],
  consumerMissing: [
    400,
    'CONSUMER_REQUIRED',
    '',
    'The order has no id of an account (rule `DDS_CONSUMER_ID`).',
  ],
  notAllowed: [403, 'NOT_ALLOWED', '', 'The client has no right to this kind of order or content.'],
  unknownOrder: [
    404,
    'NOT_FOUND',
    'unknown order, or an order of another client: ',
    'The order does not exist, or it is of another client.',
  ],
  unknownTitle: [404, 'NOT_FOUND', 'unknown title: ', 'The title does not exist.'],
  unknownDownload: [
    404,
    'NOT_FOUND',
    'unknown or expired download: ',
    'The download does not exist, or its link has expired.',
  ],
  unknownConsumer: [404, 'NOT_FOUND', 'unknown account: ', 'The account does not exist.'],
  parameterError: [
    400,
    'PARAMETER_ERROR',
    '',
    'The parameter is neither a DDS-ID nor an e-mail address.',
  ],
  userExists: [
    409,
    'USER_ALREADY_EXISTS',
    'an account already exists for ',
    'The e-mail address has an account.',
  ],
  broken: [
    500,
    'INTERNAL_ERROR',
    'internal error, injected by the sandbox',
    'A scenario asks for it: `broken-once`.',
  ],
});
