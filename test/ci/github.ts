import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { JobFolder, root } from './shell.js';

export interface ActionStep {
  id?: string;
  if?: string;
  uses?: string;
  with?: Record<string, string>;
  shell?: string;
  env?: Record<string, string>;
  run?: string;
}

export interface ActionFile {
  inputs: Record<string, { description: string; default?: string }>;
  outputs: Record<string, { description: string; value: string }>;
  runs: { using: string; steps: ActionStep[] };
}

export const actionFile = (): ActionFile =>
  parse(readFileSync(join(root, 'action.yml'), 'utf8')) as ActionFile;

type Values = Record<string, string>;

interface Context {
  inputs: Values;
  steps: Record<string, Values>;
}

/** Result of a step that uses the action. */
export interface ActionRun {
  succeeded: boolean;
  outputs: Values;
  summary: string;
  log: string;
  /** Actions that it would use, with their inputs. */
  uses: { uses: string; with: Values }[];
}

/** Job of GitHub Actions: runs the steps of `action.yml` as GitHub does, except those that use other actions. */
export class GitHubJob {
  readonly folder = new JobFolder();

  /** True if a sandbox was started and not stopped. */
  get hasSandbox(): boolean {
    return existsSync(join(this.folder.temporary, 'ketenlab-sandbox/data/ketenlab.server.json'));
  }

  /** `env` are the variables of the job. */
  async run(given: Values, env: Values = {}): Promise<ActionRun> {
    const { inputs: declared, outputs, runs } = actionFile();
    const unknown = Object.keys(given).find((name) => !(name in declared));
    if (unknown !== undefined) throw new Error(`no input ${unknown}`);
    const defaults = Object.entries(declared).map(([name, one]) => [name, one.default ?? '']);
    const inputs = { ...Object.fromEntries(defaults), ...given } as Values;
    const context: Context = { inputs, steps: {} };
    const result: ActionRun = { succeeded: true, outputs: {}, summary: '', log: '', uses: [] };
    for (const step of runs.steps)
      if (isMet(step.if ?? 'success()', context, result.succeeded))
        await this.runStep({ ...step, env: { ...env, ...step.env } }, context, result);
    for (const [name, { value }] of Object.entries(outputs))
      result.outputs[name] = substituted(value, context);
    return result;
  }

  remove(): void {
    this.folder.remove();
  }

  private async runStep(step: ActionStep, context: Context, result: ActionRun): Promise<void> {
    const of = (values: Values = {}): Values =>
      Object.fromEntries(
        Object.entries(values).map(([name, value]) => [name, substituted(value, context)]),
      );
    if (step.uses !== undefined) {
      result.uses.push({ uses: step.uses, with: of(step.with) });
      return;
    }
    const { temporary, workspace } = this.folder;
    const [script, output, summary] = ['script.sh', 'output', 'summary'].map((name) =>
      join(temporary, name),
    ) as [string, string, string];
    writeFileSync(script, substituted(step.run ?? '', context));
    for (const file of [output, summary]) rmSync(file, { force: true });
    const { code, log } = await this.folder.bash(
      ['--noprofile', '--norc', '-eo', 'pipefail', script],
      {
        GITHUB_ACTIONS: 'true',
        GITHUB_ACTION_PATH: root,
        GITHUB_WORKSPACE: workspace,
        GITHUB_OUTPUT: output,
        GITHUB_STEP_SUMMARY: summary,
        RUNNER_TEMP: temporary,
        ...of(step.env),
      },
    );
    if (step.id !== undefined) context.steps[step.id] = outputsIn(textOf(output));
    result.summary += textOf(summary);
    result.log += log;
    if (code !== 0) result.succeeded = false;
  }
}

const textOf = (file: string): string => (existsSync(file) ? readFileSync(file, 'utf8') : '');

/** Reads the file GITHUB_OUTPUT: `name<<delimiter`, the value, the delimiter. */
function outputsIn(text: string): Values {
  const found = text.matchAll(/^([^\n<]+)<<(\S+)\n([\s\S]*?)\n\2$/gm);
  return Object.fromEntries([...found].map(([, name = '', , value = '']) => [name, value]));
}

function substituted(text: string, context: Context): string {
  return text.replaceAll(/\$\{\{ *(.+?) *\}\}/g, (_, expression: string) =>
    valueOf(expression, context),
  );
}

function valueOf(expression: string, { inputs, steps }: Context): string {
  const literal = /^'(.*)'$/.exec(expression)?.[1];
  if (literal !== undefined) return literal;
  const input = /^inputs\.([\w-]+)$/.exec(expression)?.[1];
  if (input !== undefined && input in inputs) return inputs[input]!;
  const [, id, name] = /^steps\.([\w-]+)\.outputs\.([\w-]+)$/.exec(expression) ?? [];
  if (id !== undefined) return steps[id]?.[name!] ?? '';
  throw new Error(`no such value: ${expression}`);
}

/** Evaluates a condition of comparisons and status functions that `&&` connects. */
function isMet(condition: string, context: Context, succeeded: boolean): boolean {
  const terms = condition.split('&&').map((term) => term.trim());
  const hasStatus = terms.some((term) => /^(?:always|success)\(\)$/.test(term));
  if (!hasStatus && !succeeded) return false;
  return terms.every((term) => {
    if (term === 'always()') return true;
    if (term === 'success()') return succeeded;
    const [, left, operator, right] = /^(\S+) (==|!=) (\S+)$/.exec(term) ?? [];
    if (operator === undefined) throw new Error(`no such condition: ${term}`);
    return (valueOf(left!, context) === valueOf(right!, context)) === (operator === '==');
  });
}
