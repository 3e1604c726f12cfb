import { Module } from '@nestjs/common';
import { Catalogue } from './catalogue.js';
import { Reporting } from './reporting.js';
import { Verdicts } from './verdicts.js';

/** Judges partners: what they send and answer, requirement by requirement. */
@Module({
  providers: [Catalogue, Verdicts, Reporting],
  exports: [Catalogue, Verdicts, Reporting],
})
export class ConformanceModule {}
