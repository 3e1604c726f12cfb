import module from 'node:module';
import { setFlagsFromString } from 'node:v8';

// Half of a start is compiling. Node 22 and later keep the result for the next start.
(module as { enableCompileCache?: () => void }).enableCompileCache?.();
// The garbage of a start would reserve 30 MB for new objects: they are reserved under load only.
setFlagsFromString('--semi-space-growth-factor=1');
const [{ environment }, { serve }] = await Promise.all([
  import('./app/read-config.js'),
  import('./app/serve.js'),
]);
await serve(environment);
setFlagsFromString('--semi-space-growth-factor=2');
