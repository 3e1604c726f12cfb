import { Injectable } from '@nestjs/common';
import { Clients } from '../../kernel/auth/clients.js';
import { MOST_FAULTS, faultFinder, type Fault } from '../../kernel/contract/schema.js';
import type { Writing } from '../../kernel/persistence/store.js';
import { problemDetails } from '../../kernel/problem/problem-details.js';
import type { Writer } from '../../kernel/state/collections.js';
import { Report, reportKinds, type ReportKind } from './record.messages.js';
import { Reports } from './reports.js';

/** How testers write reports. */
@Injectable()
export class WrittenReports implements Writer<Report> {
  readonly of = Report;
  readonly id = 'id';
  readonly anyCase = true;
  private readonly finders = new Map<ReportKind, (report: unknown) => Fault[]>();

  constructor(
    private readonly clients: Clients,
    private readonly reports: Reports,
  ) {}

  async put(unit: Writing, workspace: string, report: Report): Promise<void> {
    const faults = this.faultsIn(report);
    const { client } = report;
    if (this.clients.find(client)?.workspace !== workspace)
      faults.push({ path: '/client', expected: 'a client of the workspace', seen: client });
    if (faults.length > 0) throw problemDetails.schemaIncorrect(faults);
    await this.reports.write(unit, workspace, report);
  }

  remove(unit: Writing, workspace: string, id: string): Promise<boolean> {
    return this.reports.remove(unit, workspace, id);
  }

  /** What comes over the wire may be more than its class says, so only that is judged here. */
  private faultsIn({ kind, report }: Report): Fault[] {
    const { of, list } = reportKinds[kind];
    let find = this.finders.get(kind);
    if (!find) this.finders.set(kind, (find = faultFinder(of)));
    const judge = find;
    const at = (base: string, one: unknown): Fault[] =>
      judge(one).map((fault) => ({ ...fault, path: `${base}${fault.path}` }));
    if (!list || !Array.isArray(report)) return at('/report', report);
    return report.flatMap((one, index) => at(`/report/${index}`, one)).slice(0, MOST_FAULTS);
  }
}
