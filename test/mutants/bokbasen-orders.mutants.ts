import { bokbasenOrdersMutants } from './bokbasen-orders.js';
import { bokbasenOrders } from './subjects.js';
import { testMutants } from './test-mutants.js';

testMutants(bokbasenOrders, bokbasenOrdersMutants);
