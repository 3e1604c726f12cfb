import { Module } from '@nestjs/common';
import { RequirementCatalogue } from './requirement-index.js';
import { ReportBuilder } from './report-builder.js';
import { VerdictRepository } from './verdict.repository.js';
import { Verdicts } from './verdicts.js';

/** Judges partners: what they send and answer, requirement by requirement. */
@Module({
  providers: [RequirementCatalogue, VerdictRepository, Verdicts, ReportBuilder],
  exports: [RequirementCatalogue, Verdicts, ReportBuilder],
})
export class ConformanceModule {}
