import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';

const { env } = process;
export const isGitHub = env.GITHUB_ACTIONS === 'true';

/** Output for a CI job. It is part of the build. */
export const jobOutput = () => import('../../dist/bundle/job-output.js');

/** Error that one line explains. */
export class CiError extends Error {}

/** Value of an input; empty: none. */
export function input(name) {
  return (env[`KETENLAB_${name.toUpperCase().replaceAll('-', '_')}`] ?? '').trim();
}

/** Lines of an input, without empty ones. */
export function lines(name) {
  return input(name)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** Value of an input that allows some values only. */
export function choice(name, allowed) {
  const value = input(name) || allowed[0];
  if (allowed.includes(value)) return value;
  throw new CiError(`${name}: "${value}" is not one of ${allowed.join(', ')}`);
}

/** Sets outputs of the step. */
export function outputs(values) {
  const end = randomUUID();
  const text = Object.entries(values).map(([name, value]) => `${name}<<${end}\n${value}\n${end}\n`);
  append(env.GITHUB_OUTPUT, text.join(''));
}

/** Adds Markdown to the summary of the job. */
export function summary(text) {
  append(env.GITHUB_STEP_SUMMARY, text);
}

/** Shows an error, and that there is no result. */
export async function reportError({ message }) {
  const { renderErrorAnnotation, renderErrorSummary } = await jobOutput();
  outputs({ result: 'error' });
  summary(renderErrorSummary(message));
  if (isGitHub) process.stdout.write(`${renderErrorAnnotation(message)}\n`);
  else process.stderr.write(`ketenlab: ${message}\n`);
}

function append(file, text) {
  if (file) appendFileSync(file, text);
}
