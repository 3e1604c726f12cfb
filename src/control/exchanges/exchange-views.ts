import { Injectable } from '@nestjs/common';
import { ApiDirectory } from '../../apis/api-directory.js';
import { catalogueEntriesOf } from '../../conformance/recorder/requirement-catalogue.js';
import type { ExchangeEntity, StoredFinding } from '../../platform/journal/exchange.entity.js';
import type { Requirement } from '../../platform/requirements/requirement.js';
import type { ExchangePart, ExchangeView, FindingView } from './exchanges.messages.js';
import { hidesText } from '../../platform/requirements/check-json.js';
import { jsonOrText } from '../http/paging.js';

/** Views of exchanges. */
@Injectable()
export class ExchangeViews {
  private readonly requirements: ReadonlyMap<string, Requirement>;

  /** All APIs: the journal may have exchanges of a role that is no longer served. */
  constructor({ apis }: ApiDirectory) {
    const all = catalogueEntriesOf(apis).map(({ requirement }) => requirement);
    this.requirements = new Map(all.map((requirement) => [requirement.id, requirement]));
  }

  /** Exchange in the form of the control API: without the workspace, with parsed JSON. */
  readonly viewOf = (row: ExchangeEntity): ExchangeView => {
    const {
      workspace: _,
      workspaceTime: _5,
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
      findings: (JSON.parse(findings) as StoredFinding[]).map((one) => this.findingOf(one)),
      ...(reason !== null && { reason }),
      ...(fault !== null && { fault: JSON.parse(fault) }),
      ...(nearMiss !== null && { nearMiss: JSON.parse(nearMiss) }),
    };
  };

  /** A finding with what its requirement says. A requirement of an earlier version may be gone. */
  private findingOf(finding: StoredFinding): FindingView {
    const { requirement, pointer, expected, seen } = finding;
    const { level, source, text } = this.requirements.get(requirement) ?? {
      level: finding.level ?? 'INFO',
      source: finding.source ?? '',
      text: finding.text ?? 'This version does not have the requirement',
    };
    return { requirement, level, pointer, expected, seen, source, text };
  }
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
