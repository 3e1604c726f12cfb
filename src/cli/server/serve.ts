import { environment } from '../../app/read-config.js';
import { detachServer } from './detach.js';
import { stopWithNpx } from './npx.js';

interface Options {
  port?: string;
  detach?: boolean;
  json?: boolean;
}

/** `ketenlab serve`: starts the server in this process, or with `--detach` in one of its own. */
export async function serve({ port, detach, json }: Options): Promise<void> {
  if (detach) return detachServer(port, json);
  if (port !== undefined) environment['PORT'] = port;
  stopWithNpx(environment);
  await import('../../main.js');
}
