import type { PartnerBaseUrl } from '../../platform/api/operation.js';
import { problemDetails } from '../../platform/errors/problem-details.js';
import type { PartnerAddress } from '../../platform/outbox/partner.entity.js';
import { fieldsOf } from '../../platform/validation/fields.js';
import {
  validatorOf,
  describeValue,
  undeclaredFields,
  type SchemaError,
} from '../../platform/validation/schema.js';
import type { OutgoingTargets } from '../../platform/network/outgoing-targets.js';
import { targetUrlErrors } from '../http/target-url.js';
import { PartnerView } from './partners.messages.js';
import { ownValue } from '../../platform/validation/own-value.js';

const schemaErrors = validatorOf(PartnerView);

/** Reads the address of a partner, including base URLs of single APIs; throws a problem with every error. */
export function readPartner(
  body: object,
  apiBaseUrls: readonly PartnerBaseUrl[],
  targets: OutgoingTargets,
): PartnerAddress {
  const address = body as PartnerAddress;
  const baseUrls = ['baseUrl', ...apiBaseUrls.map(({ field }) => field)];
  assertNone(schemaErrors(body));
  assertNone(unknownFields(body, baseUrls));
  const urls = [...baseUrls, 'tokenUrl'];
  assertNone([...wrongUrls(address, urls, targets), ...missingClient(address)]);
  const trimmed = baseUrls.flatMap((name) => {
    const url = ownValue(address, name);
    return url === undefined ? [] : [[name, url.replace(/\/+$/, '')]];
  });
  return { ...address, ...Object.fromEntries(trimmed) } as PartnerAddress;
}

function assertNone(errors: readonly SchemaError[]): void {
  if (errors.length > 0) throw problemDetails.schemaIncorrect([...errors]);
}

function unknownFields(body: object, baseUrls: readonly string[]): SchemaError[] {
  const path = undeclaredFields(PartnerView, body).find(
    (pointer) => !baseUrls.includes(pointer.slice(1)),
  );
  if (path === undefined) return [];
  const known = new Set([...baseUrls, ...fieldsOf(PartnerView).map(({ name }) => name)]);
  return [{ path, expected: `one of ${[...known].join(', ')}`, seen: 'no such field' }];
}

function wrongUrls(
  address: PartnerAddress,
  names: readonly string[],
  targets: OutgoingTargets,
): SchemaError[] {
  return names.flatMap((name) => {
    const seen: unknown = ownValue(address, name);
    if (seen === undefined) return [];
    const text = typeof seen === 'string' ? seen : describeValue(seen);
    return targetUrlErrors(`/${name}`, text, targets);
  });
}

function missingClient({ tokenUrl, clientId }: PartnerAddress): SchemaError[] {
  if (tokenUrl === undefined || clientId !== undefined) return [];
  const expected = 'a client id for the token endpoint';
  return [{ path: '/clientId', expected, seen: 'missing' }];
}
