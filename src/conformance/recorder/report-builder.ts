import { Inject, Injectable } from '@nestjs/common';
import { realNow, toIsoUtc } from '../../platform/time/time.js';
import { concernsParty } from '../../platform/api/derived-requirements.js';
import type { Api } from '../../platform/api/operation.js';
import { VERSION } from '../../platform/config/version.js';
import { RequirementCatalogue, hashOf } from './requirement-catalogue.js';
import { requirementResultOf, type SkipReason } from './requirement-result.js';
import {
  summarize,
  type ConformanceReport,
  type Evidence,
  type PreflightCheck,
} from '../reports/report.js';
import { withConsequences } from './consequences.js';
import {
  emptyStats,
  evidenceIdsOf,
  withViolations,
  type ResultStats,
} from './requirement-stats.js';
import { SentMessages } from './sent-messages.js';
import { ConformanceRecorder } from './conformance-recorder.js';
import { type Config, CONFIG } from '../../platform/config/config.js';
import { ROLES } from '../../platform/api/served-role.js';
import type { RoleDescriptor } from '../../apis/descriptor.js';
import { ownValue } from '../../platform/validation/own-value.js';

/** The subject of a report, and data that is not in the recorder. */
export interface ReportSubject {
  subject: ConformanceReport['subject'];
  /** The tested party; absent for a report on every partner that used the workspace. */
  party?: string | undefined;
  /** Ids of the requirements to report; absent or empty for all. */
  only?: readonly string[];
  /** The APIs to report; absent: all. */
  apis?: readonly Api[];
  /** APIs that the partner does not offer, with the reason in words. */
  absentApis?: ReadonlyMap<Api, string>;
  /** Reasons why requirements were not tested, by id. */
  reasons?: ReadonlyMap<string, SkipReason>;
  /** Milliseconds that the tests of a requirement took, by id. */
  durations?: ReadonlyMap<string, number>;
  preflight?: PreflightCheck[];
  /** Configuration of the run, without secrets. */
  configuration?: object;
}

type RunnerSubject = Extract<ConformanceReport['subject'], { kind: 'runner' }>;

/** Builds conformance reports from the results of a workspace. */
@Injectable()
export class ReportBuilder {
  private readonly requirementsHash: string;

  constructor(
    private readonly recorder: ConformanceRecorder,
    private readonly catalogue: RequirementCatalogue,
    private readonly sentMessages: SentMessages,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(ROLES) private readonly roles: RoleDescriptor[],
  ) {
    this.requirementsHash = hashOf(this.catalogue.all.map(({ requirement }) => requirement));
  }

  async report(workspace: string, about: ReportSubject): Promise<ConformanceReport> {
    const { subject, party, only = [], preflight = [], configuration = {} } = about;
    const { reasons, durations, apis, absentApis } = about;
    const current = await this.sentMessages.violations(workspace);
    const recorded = await this.recorder.read(workspace);
    const stats = withViolations(recorded.stats, current);
    const evidence = [...recorded.evidence, ...current.map((one) => one.evidence)];
    const statsOf = (id: string): ResultStats | undefined =>
      party === undefined ? stats.get(id) : ownValue(stats.get(id)?.parties, party);
    const exchanges = Object.fromEntries(evidence.map((one) => [one.id, this.withTitle(one)]));
    const entries = this.catalogue.all.filter(
      ({ requirement, api }) =>
        (apis === undefined || apis.includes(api)) &&
        (party === undefined || concernsParty(requirement, party)) &&
        (only.length === 0 || only.includes(requirement.id)),
    );
    const context = {
      exchanges,
      party,
      targets: subject.kind === 'runner' ? targetsOf(subject) : [],
      isRunner: subject.kind === 'runner',
      readingsOf: (rule: string) => this.readingsOf(rule),
    };
    const results = entries.map((entry) => {
      const { id } = entry.requirement;
      return requirementResultOf(entry, statsOf(id) ?? emptyStats(), {
        ...context,
        reason: reasons?.get(id),
        absent: absentApis?.get(entry.api),
        durationMs: durations?.get(id),
      });
    });
    const requirements = withConsequences(results, (id) => statsOf(id)?.violations ?? []);
    const shown = new Set(entries.flatMap(({ requirement }) => idsOf(statsOf(requirement.id))));
    return {
      format: 1,
      tool: { name: 'ketenlab', version: VERSION },
      at: toIsoUtc(realNow()),
      subject,
      hashes: {
        requirements: this.requirementsHash,
        configuration: hashOf({ rules: this.config.rules, ...configuration }),
      },
      rules: { ...this.config.rules },
      preflight,
      summary: summarize(requirements),
      requirements,
      exchanges: Object.fromEntries(Object.entries(exchanges).filter(([id]) => shown.has(id))),
    };
  }

  /** An exchange with its operation as the API prints it, instead of a path of ours. */
  private withTitle(exchange: Evidence): Evidence {
    const { api, operation } = exchange;
    if (operation === null) return exchange;
    const found = this.catalogue.operationOf({ api, operation });
    if (!found) return exchange;
    return { ...exchange, title: `${found.method} ${found.path} (${found.operationId})` };
  }

  /** The two readings of a rule on which the sources disagree, as a text. */
  private readingsOf(name: string): string | undefined {
    const families = new Set(this.roles.map(({ family }) => family));
    const rule = [...families].flatMap(({ rules }) => rules).find((one) => one.name === name);
    if (!rule) return undefined;
    const value = ownValue(this.config.rules, name) ?? rule.values[0];
    return (
      `${name}=${value} (allowed: ${rule.values.join(', ')}). ${rule.source}. Other ` +
      `interpretation: ${rule.otherReading}`
    );
  }
}

/** Base URLs of a subject, the one of every API first. */
function targetsOf({ target, targets = {} }: RunnerSubject): string[] {
  return [target, ...Object.values(targets)];
}

function idsOf(stats: ResultStats | undefined): string[] {
  return stats ? evidenceIdsOf(stats) : [];
}
