import { ordersysteemMutants, subject } from './ordersysteem.js';
import { testMutants } from './test-mutants.js';

testMutants(subject, ordersysteemMutants);
