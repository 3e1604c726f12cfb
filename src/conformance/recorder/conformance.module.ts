import { Module } from '@nestjs/common';
import { RequirementCatalogue } from './requirement-catalogue.js';
import { ReportBuilder } from './report-builder.js';
import { ConformanceRecorder } from './conformance-recorder.js';
import { VerdictRepository } from './verdict.repository.js';

/** Checks partners: their requests and responses, requirement by requirement. */
@Module({
  providers: [RequirementCatalogue, VerdictRepository, ConformanceRecorder, ReportBuilder],
  exports: [RequirementCatalogue, ConformanceRecorder, ReportBuilder],
})
export class ConformanceModule {}
