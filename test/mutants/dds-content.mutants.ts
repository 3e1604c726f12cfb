import { ddsContentMutants } from './dds-content.js';
import { dds } from './subjects.js';
import { testMutants } from './test-mutants.js';

testMutants(dds, ddsContentMutants);
