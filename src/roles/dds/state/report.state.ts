import { Injectable } from '@nestjs/common';
import { Clients } from '../../../platform/oauth/clients.js';
import {
  MAX_SCHEMA_ERRORS,
  validatorOf,
  type SchemaError,
} from '../../../platform/validation/schema.js';
import type { WriteTransaction } from '../../../platform/persistence/store.js';
import { problemDetails } from '../../../platform/errors/problem-details.js';
import {
  StateResource,
  type StateReader,
  type StateWriter,
} from '../../../sandbox/state/state-resource.js';
import { DDS_ROLE } from '../role.js';
import { ReportRecord, reportKinds } from './record.messages.js';
import { ReportRepository } from '../reports.repository.js';

/** State resource of reports. */
@StateResource()
@Injectable()
export class ReportStateResource implements StateResource, StateReader, StateWriter<ReportRecord> {
  readonly role = DDS_ROLE;
  readonly collection = 'reports';
  readonly itemType = { of: ReportRecord, id: 'id', anyCase: true } as const;

  constructor(
    private readonly clients: Clients,
    private readonly reports: ReportRepository,
  ) {}

  page(...args: Parameters<StateReader['page']>) {
    return this.reports.page(...args);
  }

  find(...args: Parameters<StateReader['find']>) {
    return this.reports.find(...args);
  }

  async put(tx: WriteTransaction, workspace: string, report: ReportRecord): Promise<void> {
    const errors = this.errorsOf(report);
    const { client } = report;
    if (this.clients.find(client)?.workspace !== workspace)
      errors.push({ path: '/client', expected: 'a client of the workspace', seen: client });
    if (errors.length > 0) throw problemDetails.schemaIncorrect(errors);
    await this.reports.write(tx, workspace, report);
  }

  remove(tx: WriteTransaction, workspace: string, id: string): Promise<boolean> {
    return this.reports.remove(tx, workspace, id);
  }

  /** Validates a report against the class of its kind. Undeclared fields are accepted, as they are over the wire. */
  private errorsOf({ kind, report }: ReportRecord): SchemaError[] {
    const { of, list } = reportKinds[kind];
    const validate = validatorOf(of);
    const at = (base: string, message: unknown): SchemaError[] =>
      validate(message).map((error) => ({ ...error, path: `${base}${error.path}` }));
    if (!list || !Array.isArray(report)) return at('/report', report);
    return report
      .flatMap((message, index) => at(`/report/${index}`, message))
      .slice(0, MAX_SCHEMA_ERRORS);
  }
}
