import { Injectable } from '@nestjs/common';
import { insertInto } from '../../platform/persistence/insert.js';
import type { ReadTransaction, WriteTransaction } from '../../platform/persistence/store.js';
import type { Evidence } from '../reports/report.js';
import type { RequirementStats } from './requirement-stats.js';
import { StoredEvidence, Verdict } from './verdict.entities.js';

const REPLACE = insertInto(Verdict, ['tally']);
const INSERT_EVIDENCE = insertInto(StoredEvidence, 'ignore');
const ALL = 'select "requirement", "tally" from "verdicts" where "workspace" = ?';
const EVIDENCE = 'select "exchange" from "proofs" where "workspace" = ?';
const EVIDENCE_IDS = 'select "id" from "proofs" where "workspace" = ?';
const REMOVE_EVIDENCE = 'delete from "proofs" where "workspace" = ? and "id" = ?';
const CLEAR = 'delete from "verdicts" where "workspace" = ?';
const CLEAR_EVIDENCE = 'delete from "proofs" where "workspace" = ?';

/** Verdicts of workspaces, and the exchanges that prove them. */
@Injectable()
export class VerdictRepository {
  /** By id of the requirement. */
  async all(tx: ReadTransaction, workspace: string): Promise<Map<string, RequirementStats>> {
    const rows = await tx.all<{ requirement: string; tally: string }>(ALL, workspace);
    return new Map(
      rows.map(({ requirement, tally }) => [requirement, JSON.parse(tally) as RequirementStats]),
    );
  }

  async replace(tx: WriteTransaction, verdict: Verdict): Promise<void> {
    await tx.insert(REPLACE, verdict);
  }

  async evidence(tx: ReadTransaction, workspace: string): Promise<Evidence[]> {
    const rows = await tx.all<{ exchange: string }>(EVIDENCE, workspace);
    return rows.map(({ exchange }) => JSON.parse(exchange) as Evidence);
  }

  async evidenceIds(tx: ReadTransaction, workspace: string): Promise<Set<string>> {
    const rows = await tx.all<{ id: string }>(EVIDENCE_IDS, workspace);
    return new Set(rows.map(({ id }) => id));
  }

  async insertEvidence(tx: WriteTransaction, evidence: StoredEvidence): Promise<void> {
    await tx.insert(INSERT_EVIDENCE, evidence);
  }

  async removeEvidence(tx: WriteTransaction, workspace: string, id: string): Promise<void> {
    await tx.run(REMOVE_EVIDENCE, workspace, id);
  }

  async clear(tx: WriteTransaction, workspace: string): Promise<void> {
    await tx.run(CLEAR, workspace);
    await tx.run(CLEAR_EVIDENCE, workspace);
  }
}
