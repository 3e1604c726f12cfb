import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { JobFolder, root, type ShellResult } from './shell.js';

type Value = string | number | string[];

interface InputSpec {
  description?: string;
  type?: 'string' | 'number' | 'array';
  default?: Value;
  options?: string[];
}

export interface Component {
  inputs: Record<string, InputSpec>;
  /** Text of the configuration after the inputs. */
  text: string;
  jobs: Record<string, object>;
}

interface Job {
  stage: string;
  image: string;
  variables: Record<string, string>;
  before_script: string[];
  script: (string | string[])[];
  after_script?: string[];
  artifacts: { when: string; paths: string[]; reports: { junit: string } };
}

/** Reads a CI/CD component: the specification of its inputs, and its jobs. */
export function componentFile(name: string): Component {
  const text = readFileSync(join(root, 'templates', name), 'utf8');
  const [spec, jobs] = parseAllDocuments(text).map((document): unknown => document.toJS());
  const { inputs } = (spec as { spec: { inputs: Component['inputs'] } }).spec;
  return { inputs, text: text.split(/^---$/m)[1] ?? '', jobs: jobs as Component['jobs'] };
}

/** Job of GitLab CI/CD from a component: runs its scripts as a runner does. */
export class GitLabJob {
  readonly folder = new JobFolder();
  readonly name: string;
  readonly job: Job;

  constructor(component: string, given: Record<string, Value>) {
    const { inputs, jobs } = componentFile(component);
    const values = Object.entries(inputs).map(([name, one]): [string, Value] => {
      const value = given[name] ?? one.default;
      if (value === undefined) throw new Error(`the input ${name} is missing`);
      if (one.options && !one.options.includes(String(value)))
        throw new Error(`${name}: ${String(value)} is no option`);
      return [name, value];
    });
    const [[name, job]] = Object.entries(
      interpolated(jobs, Object.fromEntries(values)) as object,
    ) as [[string, Job]];
    this.name = name;
    this.job = job;
  }

  /** Runs the job. `variables` are those of the project. */
  async run(variables: Record<string, string> = {}): Promise<ShellResult> {
    const { before_script: before, script, after_script: after = [] } = this.job;
    const env = this.variables(variables);
    const main = await this.bash([...before, ...script.flat()], env);
    const rest = await this.bash(after, env);
    return { code: main.code, log: main.log + rest.log };
  }

  remove(): void {
    this.folder.remove();
  }

  private bash(commands: string[], env: Record<string, string>): Promise<ShellResult> {
    return this.folder.bash(['-c', `set -eo pipefail\n${commands.join('\n')}`], env);
  }

  /** Variables of a job may name others. */
  private variables(more: Record<string, string>): Record<string, string> {
    const known: Record<string, string> = {
      CI: 'true',
      CI_JOB_ID: '1',
      CI_PROJECT_DIR: this.folder.workspace,
      ...more,
    };
    const expanded = Object.entries(this.job.variables).map(([name, value]) => [
      name,
      value.replaceAll(/\$(\w+)/g, (_, other: string) => known[other] ?? ''),
    ]);
    return { ...known, ...(Object.fromEntries(expanded) as Record<string, string>) };
  }
}

/** Replaces `$[[ inputs.name ]]` in each text and key; a text that is one such place becomes the value. */
function interpolated(node: unknown, inputs: Record<string, Value>): unknown {
  if (Array.isArray(node)) return node.map((item) => interpolated(item, inputs));
  if (typeof node === 'object' && node !== null)
    return Object.fromEntries(
      Object.entries(node).map(([key, value]) => [
        interpolated(key, inputs),
        interpolated(value, inputs),
      ]),
    );
  if (typeof node !== 'string') return node;
  const whole = /^\$\[\[ inputs\.([\w-]+) \]\]$/.exec(node)?.[1];
  const valueOf = (name: string): Value => {
    const value = inputs[name];
    if (value === undefined) throw new Error(`there is no input ${name}`);
    return value;
  };
  if (whole !== undefined) {
    const value = valueOf(whole);
    return Array.isArray(value) ? value : String(value);
  }
  return node.replaceAll(/\$\[\[ inputs\.([\w-]+) \]\]/g, (_, name: string) =>
    String(valueOf(name)),
  );
}
