import { ddsFeedsMutants } from './dds-feeds.js';
import { dds } from './subjects.js';
import { testMutants } from './test-mutants.js';

testMutants(dds, ddsFeedsMutants);
