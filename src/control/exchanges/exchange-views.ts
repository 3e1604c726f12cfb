import type { ExchangeEntity } from '../../platform/journal/exchange.entity.js';
import type { ExchangePart, ExchangeView } from './exchanges.messages.js';
import { hidesText } from '../../platform/requirements/check-json.js';
import { jsonOrText } from '../http/paging.js';

/** Exchange in the form of the control API: without the workspace, with parsed JSON. */
export function exchangeViewOf(row: ExchangeEntity): ExchangeView {
  const {
    workspace: _,
    requestHeaders: _1,
    requestBody: _2,
    responseHeaders: _3,
    responseBody: _4,
    findings,
    fault,
    nearMiss,
    reason,
    ...rest
  } = row;
  return {
    ...rest,
    ...partsOf(row),
    findings: JSON.parse(findings),
    ...(reason !== null && { reason }),
    ...(fault !== null && { fault: JSON.parse(fault) }),
    ...(nearMiss !== null && { nearMiss: JSON.parse(nearMiss) }),
  };
}

/** Request and response of an exchange. */
export function partsOf({
  requestHeaders,
  requestBody,
  responseHeaders,
  responseBody,
}: ExchangeEntity): { request: ExchangePart; response: ExchangePart } {
  return {
    request: partOf(requestHeaders, requestBody),
    response: partOf(responseHeaders, responseBody),
  };
}

function partOf(headers: string, text: string): ExchangePart {
  const body = jsonOrText(text);
  const isHidden = body !== null && body !== text && hidesText(body, text);
  return {
    headers: JSON.parse(headers) as Record<string, unknown>,
    body,
    ...(isHidden && { text }),
  };
}
