import { aanspraakmanagerMutants } from './aanspraakmanager.js';
import { aanspraakmanager } from './subjects.js';
import { testMutants } from './test-mutants.js';

testMutants(aanspraakmanager, aanspraakmanagerMutants);
