import { printJson } from '../output/print.js';
import { ControlClient, type ControlOptions } from './control-client.js';

/** `ketenlab reset`: restores the seed of a workspace. */
export async function reset(options: ControlOptions): Promise<void> {
  await new ControlClient(options).inWorkspace('POST', 'reset');
  if (options.json) printJson({ workspace: options.workspace });
}
