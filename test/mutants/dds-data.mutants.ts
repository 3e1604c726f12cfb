import { ddsDataMutants } from './dds-data.js';
import { dds } from './subjects.js';
import { testMutants } from './test-mutants.js';

testMutants(dds, ddsDataMutants);
