import type { Type as Class } from '@nestjs/common';
import { Expose, plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { fieldsOf } from '../../../platform/validation/fields.js';
import { parsePointer } from '../../../platform/validation/json-pointer.js';
import { nearestName } from '../../../platform/validation/nearest-name.js';
import {
  classOf,
  fieldsByName,
  jsonType,
  undeclaredFields,
  type SchemaError,
} from '../../../platform/validation/schema.js';
import { instanceOf, schemaErrorsOf } from '../../../platform/validation/validation-errors.js';
import { ConfigurationError, type Credentials, type PartnerAction } from './options.js';
import { ClientConfiguration, ListSetting, OptionalSetting, OptionalTextMap } from './settings.js';

/** The settings that the command line has too. The others belong to the suites: `Suite.configuration`. */
export class RunnerConfiguration {
  @OptionalSetting('Role that the server plays')
  role?: string;

  @OptionalSetting('Base URL of the server')
  target?: string;

  @OptionalTextMap('Base URLs of single APIs, by the name of the API')
  targets?: Record<string, string>;

  @Expose()
  @ListSetting('APIs that the server offers')
  api?: string[];

  @OptionalSetting('Token endpoint of the server')
  tokenUrl?: string;

  @OptionalSetting('Client that calls the server')
  clientId?: string;

  @OptionalSetting('Secret of that client')
  clientSecret?: string;

  @OptionalSetting('Scope to request')
  scope?: string;

  @OptionalSetting('Audience to request')
  audience?: string;

  @OptionalSetting('URL, or host and port, at which the runner receives calls of the server')
  listen?: string;

  @OptionalSetting('Client that the server uses to call the runner')
  callbackClientId?: string;

  @OptionalSetting('Secret of that client')
  callbackClientSecret?: string;

  @OptionalSetting('Folder for the reports')
  reportDir?: string;

  @Expose()
  @ListSetting('Ids of the requirements to test, or their beginnings')
  only?: string[];

  @OptionalSetting('Maximum time to wait for a response or a call')
  timeout?: string;

  @OptionalSetting('File of expected failures')
  baseline?: string;

  @OptionalSetting('Percentage of the testable requirements that must be tested')
  minCoverage?: string;
}

/** The content of a configuration file: the settings of the runner, and the sections of the suites. */
export interface ConfigurationFile extends RunnerConfiguration {
  clients?: Record<string, Credentials>;
  data?: Record<string, unknown>;
  act?: Record<string, PartnerAction>;
}

/** Only the declared settings that are there; numbers become texts. */
const DECLARED = { excludeExtraneousValues: true, exposeUnsetFields: false };

/** Reads a file in YAML or JSON. Every wrong value and every unknown name is in the `ConfigurationError`. */
export function readConfigurationFile(path: string, sections: readonly Class[]): ConfigurationFile {
  const file = parsed(path);
  const classes = [RunnerConfiguration, ...sections];
  const problems = [...wrongValues(classes, file), ...unknownNames(classes, file)];
  if (problems.length > 0) throw new ConfigurationError(`--config ${path}: ${problems.join('; ')}`);
  const { clients = {}, data, act } = file as ConfigurationFile;
  return {
    ...plainToInstance(RunnerConfiguration, file, DECLARED),
    clients: Object.fromEntries(
      Object.entries(clients).map(([kind, client]) => [
        kind,
        plainToInstance(ClientConfiguration, client, DECLARED),
      ]),
    ),
    ...(data && { data: withTexts(data) }),
    ...(act && { act }),
  };
}

/** Data with texts for numbers, as the suites expect it. */
function withTexts(data: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => [
      name,
      typeof value === 'number' ? String(value) : value,
    ]),
  );
}

function parsed(path: string): object {
  let value: unknown;
  try {
    value = parse(readFileSync(path, 'utf8'), { maxAliasCount: 100 });
  } catch (error) {
    throw new ConfigurationError(`--config ${path}: ${(error as Error).message}`);
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw new ConfigurationError(`--config ${path}: expected an object, got ${jsonType(value)}`);
}

/** Several suites may declare a setting; each error of it is reported once. */
function wrongValues(classes: readonly Class[], file: object): Set<string> {
  const errors = classes.flatMap((one) =>
    schemaErrorsOf(
      validateSync(instanceOf<object>(one as Class<object>, file), { forbidUnknownValues: false }),
    ),
  );
  return new Set(errors.map(describe));
}

function describe({ path, expected, seen }: SchemaError): string {
  return `${dotted(path)}: expected ${expected}, got ${seen === 'missing' ? 'nothing' : seen}`;
}

/** Names that no class declares: for each class they, or the object in which they are, are unknown. */
function unknownNames(classes: readonly Class[], file: object): string[] {
  const unknown = classes.map((one) => undeclaredFields(one, file));
  const candidates = new Set(unknown.flat());
  return [...candidates]
    .filter((path) =>
      unknown.every((paths) =>
        paths.some((undeclared) => path === undeclared || path.startsWith(`${undeclared}/`)),
      ),
    )
    .map((path) => `${dotted(path)}: no such setting; ${hint(classes, parsePointer(path))}`);
}

function hint(classes: readonly Class[], steps: readonly string[]): string {
  const known = [...new Set(namesIn(classes, steps.slice(0, -1)))];
  const nearest = nearestName(steps.at(-1) ?? '', known);
  return nearest === undefined ? `expected one of ${known.join(', ')}` : `did you mean ${nearest}?`;
}

/** The names that the classes declare for the object to which the steps lead. */
function namesIn(classes: readonly Class[], steps: readonly string[]): string[] {
  const [step, ...rest] = steps;
  if (step === undefined) return classes.flatMap((one) => fieldsOf(one).map(({ name }) => name));
  const inner = classes.flatMap((one) => {
    const field = fieldsByName(one).get(step);
    return (field && classOf(field, {})) ?? [];
  });
  return namesIn(inner, rest);
}

function dotted(pointer: string): string {
  return parsePointer(pointer).join('.');
}
