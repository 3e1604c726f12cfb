import type {
  Cause,
  BaselineComparison,
  ReportedViolation,
  RequirementResult,
  PreflightCheck,
  Evidence,
  ConformanceReport,
  Summary,
  Verdict,
} from './report.js';
import {
  countSchema,
  arraySchema,
  mapSchema,
  objectSchema,
  enumSchema,
  stringSchema,
  type JsonSchema,
} from './schema-forms.js';

type Runner = Extract<ConformanceReport['subject'], { kind: 'runner' }>;
type Workspace = Extract<ConformanceReport['subject'], { kind: 'workspace' }>;

const time = (description: string): JsonSchema => ({
  ...stringSchema(description),
  format: 'date-time',
});
const hash = (description: string): JsonSchema => ({
  ...stringSchema(description),
  pattern: '^[0-9a-f]{64}$',
});
const ids = (description: string): JsonSchema =>
  arraySchema(description, stringSchema('Id of a requirement'));

const violation = objectSchema<ReportedViolation>(
  'One violation of the requirement',
  {
    pointer: stringSchema(
      'JSON Pointer into the message, or a line of an XML document; empty: the whole message',
    ),
    expected: stringSchema('Expected value'),
    seen: stringSchema('Actual value'),
    cause: enumSchema<Cause>(
      'Part that causes the finding: the connection of partner ' +
        'and sandbox, the partner’s code, or the sandbox',
      { configuration: true, implementation: true, sandbox: true },
    ),
  },
  {
    operation: stringSchema('Operation of the API; absent: the message belongs to none'),
    curl: stringSchema(
      'Command that repeats the call, with the token as the variable TOKEN. For a message that ' +
        'the runner received, it is the call that triggered it. Absent: the partner makes the call',
    ),
    token: stringSchema('Command that gets that token, without the secret'),
    test: stringSchema(
      'Name of the test of the runner; absent: the sandbox checked a message that passed',
    ),
    before: stringSchema('State of the partner before the call'),
    readings: stringSchema(
      'Interpretations of the sources if they disagree, and the one that is set',
    ),
    exchange: stringSchema('Key in exchanges'),
    trigger: stringSchema('Key in exchanges: the call of the runner that triggered the message'),
  },
);

const result = objectSchema<RequirementResult>(
  'Result of one requirement for the partner',
  {
    id: stringSchema('Id of the requirement'),
    level: enumSchema<RequirementResult['level']>('Level of the requirement', {
      MUST: true,
      SHOULD: true,
      INFO: true,
    }),
    text: stringSchema('The requirement in one sentence'),
    source: stringSchema('Source of the requirement'),
    who: arraySchema(
      'Parties that the requirement applies to',
      stringSchema('A role, and client or server'),
    ),
    contract: stringSchema('Name of the API that has the requirement'),
    verdict: enumSchema<Verdict>(
      'fail: a MUST failed; warn: a SHOULD failed; skip: it was not tested',
      {
        pass: true,
        fail: true,
        warn: true,
        skip: true,
      },
    ),
    held: countSchema('Number of checks that passed'),
    departed: countSchema('Number of checks that failed'),
    findings: {
      ...arraySchema('The first ten violations', violation),
      maxItems: 10,
    },
  },
  {
    reason: stringSchema('Reason why it was not tested'),
    effect: stringSchema('Effect of a violation in production'),
    excused: {
      description: 'It cannot be tested from outside, or the server does not offer its API',
      type: 'boolean',
    },
    consequenceOf: stringSchema(
      'Id of the failed requirement that has the same cause, or that makes the test impossible',
    ),
    durationMs: countSchema('Duration of its tests, in milliseconds'),
    next: stringSchema('Action that lets it be tested'),
    first: stringSchema('Key in exchanges: the first exchange that was checked'),
    last: stringSchema('Key in exchanges: the last exchange that was checked'),
  },
);

function messagePart(description: string): JsonSchema {
  return objectSchema<Evidence['request']>(
    description,
    {
      headers: mapSchema('Its headers, by name', true),
      body: { description: 'Its body: JSON or text' },
    },
    {},
  );
}

const evidence = objectSchema<Evidence>(
  'An exchange that is evidence for a result, as it was in the journal',
  {
    id: stringSchema('Id of the exchange'),
    at: time('Time at which it started'),
    direction: stringSchema('inbound: the partner called; outbound: the sandbox called'),
    operation: {
      description: 'Name of the operation; null: the path belongs to no operation',
      anyOf: [{ type: 'string' }, { type: 'null' }],
    },
    method: stringSchema('The HTTP method'),
    path: stringSchema('The path, with its query'),
    status: countSchema('The HTTP status; 0: there was no response'),
    request: messagePart('The request'),
    response: messagePart('The response'),
  },
  {
    api: stringSchema('Name of the API; absent: the path belongs to none'),
    title: stringSchema('The operation as its API prints it'),
  },
);

const subject: JsonSchema = {
  description: 'Subject of the report',
  oneOf: [
    objectSchema<Runner>(
      'A partner that the runner tested',
      {
        kind: { description: 'The runner called it', const: 'runner' },
        role: stringSchema('The role of the partner'),
        target: stringSchema('Base URL of the partner'),
      },
      {
        targets: mapSchema('Base URLs of single APIs, by the name of the API', { type: 'string' }),
      },
    ),
    objectSchema<Workspace>(
      'The partners of a workspace',
      {
        kind: {
          description: 'The report is based on the journal of a workspace',
          const: 'workspace',
        },
        workspace: stringSchema('Name of the workspace'),
      },
      { party: stringSchema('The only party that the report is on; absent: all of them') },
    ),
  ],
};

const summary = objectSchema<Summary>(
  'Number of requirements per verdict',
  {
    pass: countSchema('Requirements that passed'),
    fail: countSchema('Mandatory requirements that failed'),
    warn: countSchema('Recommended requirements that failed'),
    skip: countSchema('Requirements that were not tested'),
    excused: countSchema('Skipped requirements that cannot be tested from outside'),
    coverage: {
      description: 'Share of the testable requirements that were tested',
      type: 'number',
      minimum: 0,
      maximum: 1,
    },
    causes: countSchema(
      'Failures and warnings that are no consequence of another one: what has to be mended',
    ),
  },
  {},
);

const preflight = objectSchema<PreflightCheck>(
  'A check before the tests',
  {
    name: stringSchema('Name of the check'),
    ok: { description: 'The check passed', type: 'boolean' },
    said: stringSchema('Details of the result'),
  },
  {},
);

const baseline = objectSchema<BaselineComparison>(
  'Comparison of the run with the expected failures',
  {
    expected: ids('Failed as expected'),
    unexpected: ids('Failed although no failure was expected'),
    passed: ids('Passed although a failure was expected'),
  },
  {},
);

/** The JSON Schema of a report. */
export const reportSchema: JsonSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  $id: 'report.schema.json',
  title: 'Conformance report of Ketenlab',
  ...objectSchema<ConformanceReport>(
    'Conformance report of a partner: the result of each requirement',
    {
      format: { description: 'Version of this format', const: 1 },
      tool: objectSchema<ConformanceReport['tool']>(
        'Tool that created the report',
        {
          name: { description: 'Its name', const: 'ketenlab' },
          version: stringSchema('Its version'),
        },
        {},
      ),
      at: time('Time at which the report was created'),
      subject,
      hashes: objectSchema<ConformanceReport['hashes']>(
        'Hashes (SHA-256 in hex) of the basis of the report',
        {
          requirements: hash('Of the catalogue of requirements'),
          configuration: hash('Of the configuration, without secrets'),
        },
        {},
      ),
      rules: mapSchema(
        'Settings of the rules on which the sources disagree, by name',
        stringSchema('Value of the setting'),
      ),
      preflight: arraySchema('Checks before the tests', preflight),
      summary,
      requirements: arraySchema('The requirements, each with its verdict', result),
      exchanges: mapSchema('Exchanges that are evidence for a result, by key', evidence),
    },
    { baseline },
  ),
};
