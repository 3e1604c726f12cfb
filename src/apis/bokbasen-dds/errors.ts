import { defineProblems } from '../../platform/errors/problem.js';

/** The refusals of DDS. Of their bodies only `data` is known, from its account look-up; the codes are ours. */
export const ddsProblems = defineProblems({
  orderUsed: [409, 'ORDER_ID_EXISTS', 'orderid was already used: '],
  unknownResource: [400, 'UNKNOWN_RESOURCE', 'unknown resid: '],
  noAccess: [403, 'NO_ACCESS', 'no access to this title: '],
  notPublished: [403, 'NOT_PUBLISHED', 'the title is not published: '],
  noExcerpt: [400, 'NO_EXCERPT', 'the title has no excerpt: '],
  nameMissing: [400, 'NAME_REQUIRED', ''],
  consumerMissing: [400, 'CONSUMER_REQUIRED', ''],
  notAllowed: [403, 'NOT_ALLOWED', ''],
  unknownOrder: [404, 'NOT_FOUND', 'unknown order, or an order of another client: '],
  unknownTitle: [404, 'NOT_FOUND', 'unknown title: '],
  unknownDownload: [404, 'NOT_FOUND', 'unknown or expired download: '],
  unknownConsumer: [404, 'NOT_FOUND', 'unknown account: '],
  parameterError: [400, 'PARAMETER_ERROR', ''],
  userExists: [409, 'USER_ALREADY_EXISTS', 'an account already exists for '],
  broken: [500, 'INTERNAL_ERROR', 'internal error, injected by the sandbox'],
});
