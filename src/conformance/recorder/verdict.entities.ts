import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Evidence } from '../reports/report.js';
import type { RequirementStats } from './requirement-stats.js';

/** Statistics of one requirement in a workspace. */
@Entity('verdicts')
export class Verdict {
  @PrimaryColumn({ type: 'text' })
  workspace!: string;

  /** Id of the requirement. */
  @PrimaryColumn({ type: 'text' })
  requirement!: string;

  @Column({ type: 'simple-json' })
  tally!: RequirementStats;
}

/** An exchange to which a verdict points. */
@Entity('proofs')
export class StoredEvidence {
  @PrimaryColumn({ type: 'text' })
  workspace!: string;

  /** Id of the exchange. */
  @PrimaryColumn({ type: 'text' })
  id!: string;

  @Column({ type: 'simple-json' })
  exchange!: Evidence;
}
