import { Inject, Injectable } from '@nestjs/common';
import { realNow, toIsoUtc } from '../../platform/time/time.js';
import { concernsParty } from '../../platform/api/derived-requirements.js';
import { VERSION } from '../../platform/config/version.js';
import { RequirementCatalogue, hashOf } from './requirement-index.js';
import { requirementResultOf } from './requirement-result.js';
import { summarize, type PreflightCheck, type ConformanceReport } from '../reports/report.js';
import { emptyStats, evidenceIdsOf, type RequirementStats } from './requirement-stats.js';
import { Verdicts } from './verdicts.js';
import { type Config, CONFIG } from '../../platform/config/config.js';
import { ROLES } from '../../platform/api/served-role.js';
import type { RoleDescriptor } from '../../apis/descriptor.js';

/** What a report is about, and what is known of it beside the verdicts. */
export interface ReportSubject {
  subject: ConformanceReport['subject'];
  /** The party that is judged; absent: whoever used the workspace. */
  party?: string | undefined;
  /** Ids of the requirements that are of interest; absent or empty: all. */
  only?: readonly string[];
  /** Why requirements were not judged, by id. */
  reasons?: ReadonlyMap<string, string>;
  preflight?: PreflightCheck[];
  /** What the report was configured by, without secrets. */
  configuration?: object;
}

/** Makes reports of what was judged in a workspace. */
@Injectable()
export class ReportBuilder {
  private readonly requirementsHash: string;

  constructor(
    private readonly verdicts: Verdicts,
    private readonly catalogue: RequirementCatalogue,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(ROLES) private readonly roles: RoleDescriptor[],
  ) {
    this.requirementsHash = hashOf(this.catalogue.all.map(({ requirement }) => requirement));
  }

  async report(workspace: string, about: ReportSubject): Promise<ConformanceReport> {
    const { subject, party, only = [], preflight = [], reasons, configuration = {} } = about;
    const { tallies, proofs } = await this.verdicts.read(workspace);
    const exchanges = Object.fromEntries(proofs.map((proof) => [proof.id, proof]));
    const asked = this.catalogue.all.filter(
      ({ requirement }) =>
        (party === undefined || concernsParty(requirement, party)) &&
        (only.length === 0 || only.includes(requirement.id)),
    );
    const around = {
      exchanges,
      party,
      target: subject.kind === 'runner' ? subject.target : undefined,
      readingsOf: (rule: string) => this.readingsOf(rule),
    };
    const requirements = asked.map((asking) => {
      const { id } = asking.requirement;
      const reason = reasons?.get(id);
      return requirementResultOf(asking, tallies.get(id) ?? emptyStats(), { ...around, reason });
    });
    const shown = new Set(asked.flatMap(({ requirement }) => idsOf(tallies.get(requirement.id))));
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

  /** Both readings of a rule on which the sources disagree. */
  private readingsOf(name: string): string | undefined {
    const families = new Set(this.roles.map(({ family }) => family));
    const rule = [...families].flatMap(({ rules }) => rules).find((one) => one.name === name);
    if (!rule) return undefined;
    const value = this.config.rules[name] ?? rule.values[0];
    return `${name}=${value} of ${rule.values.join(', ')}. ${rule.source}. The other reading: ${rule.otherReading}`;
  }
}

function idsOf(stats: RequirementStats | undefined): string[] {
  return stats ? evidenceIdsOf(stats) : [];
}
