import { bokbasenOrdersDataMutants } from './bokbasen-orders-data.js';
import { bokbasenOrders } from './subjects.js';
import { testMutants } from './test-mutants.js';

testMutants(bokbasenOrders, bokbasenOrdersDataMutants);
