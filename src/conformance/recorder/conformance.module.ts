import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { RequirementCatalogue } from './requirement-catalogue.js';
import { ReportBuilder } from './report-builder.js';
import { ConformanceRecorder } from './conformance-recorder.js';
import { SentMessages } from './sent-messages.js';
import { VerdictRepository } from './verdict.repository.js';

/** Checks partners: their requests and responses, requirement by requirement. */
@Module({
  imports: [DiscoveryModule],
  providers: [
    RequirementCatalogue,
    VerdictRepository,
    ConformanceRecorder,
    SentMessages,
    ReportBuilder,
  ],
  exports: [RequirementCatalogue, ConformanceRecorder, ReportBuilder],
})
export class ConformanceModule {}
