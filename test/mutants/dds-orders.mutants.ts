import { ddsOrdersMutants } from './dds-orders.js';
import { dds } from './subjects.js';
import { testMutants } from './test-mutants.js';

testMutants(dds, ddsOrdersMutants);
