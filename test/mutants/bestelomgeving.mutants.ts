import { bestelomgevingMutants } from './bestelomgeving.js';
import { bestelomgeving } from './subjects.js';
import { testMutants } from './test-mutants.js';

testMutants(bestelomgeving, bestelomgevingMutants);
