import { exitCodes, Failure } from './failure.js';
import { createProgram } from './program.js';

try {
  await createProgram().parseAsync();
} catch (error) {
  process.stderr.write(`ketenlab: ${(error as Error).message}\n`);
  process.exitCode = error instanceof Failure ? error.exitCode : exitCodes.failed;
}
