import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../setup.mjs';

/** Runs a command of ketenlab without a shell. Returns its exit code, its output and its errors. */
export async function ketenlab(args, { shown = false, ...options } = {}) {
  const stdio = ['ignore', shown ? 'inherit' : 'pipe', 'pipe'];
  const command = [join(root, 'bin/ketenlab.mjs'), ...args];
  const child = spawn(process.execPath, command, { stdio, ...options });
  const text = { stdout: '', stderr: '' };
  for (const name of Object.keys(text))
    child[name]?.setEncoding('utf8').on('data', (chunk) => (text[name] += chunk));
  const code = await new Promise((resolve) => child.once('close', resolve));
  return { code, output: text.stdout, errors: text.stderr.trim() };
}

/** The line that says why a command failed. */
export function reasonIn(errors) {
  return /^(?:ketenlab|error): (.*)$/m.exec(errors)?.[1] ?? errors;
}
