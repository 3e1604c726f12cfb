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
  'One place at which the partner departed from the requirement',
  {
    pointer: stringSchema(
      'JSON Pointer into the message, a line of an XML document, or empty: the whole of it',
    ),
    expected: stringSchema('What was expected there'),
    seen: stringSchema('What was seen there'),
    cause: enumSchema<Cause>(
      'Who is to look: at how the two are connected, the partner’s code, or the sandbox',
      { configuration: true, implementation: true, sandbox: true },
    ),
  },
  {
    curl: stringSchema(
      'Repeats the call; the token is the variable TOKEN. Absent: the partner has to make it',
    ),
    test: stringSchema('What the runner was about; absent: seen in passing'),
    readings: stringSchema('Where the sources disagree: both readings, and which one is set'),
    exchange: stringSchema('A key of exchanges'),
  },
);

const result = objectSchema<RequirementResult>(
  'What is said of the partner and one requirement',
  {
    id: stringSchema('Id of the requirement'),
    level: enumSchema<RequirementResult['level']>('How much it is asked', {
      MUST: true,
      SHOULD: true,
      INFO: true,
    }),
    text: stringSchema('The requirement in one sentence'),
    source: stringSchema('Where it is written'),
    who: arraySchema('Who has to meet it', stringSchema('A role, and client or server')),
    contract: stringSchema('The name of the contract that asks it'),
    verdict: enumSchema<Verdict>(
      'fail: a MUST was broken; warn: a SHOULD was; skip: it was not judged',
      {
        pass: true,
        fail: true,
        warn: true,
        skip: true,
      },
    ),
    held: countSchema('How often it was met'),
    departed: countSchema('How often it was departed from'),
    findings: {
      ...arraySchema('Where it was departed from: the first ten', violation),
      maxItems: 10,
    },
  },
  {
    reason: stringSchema('Why it is skipped, in words'),
    excused: {
      description: 'It is skipped for good: nobody can test it from outside',
      type: 'boolean',
    },
    next: stringSchema('What to do so that it is judged'),
    first: stringSchema('A key of exchanges: the first that was judged by it'),
    last: stringSchema('A key of exchanges: the last that was judged by it'),
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
  'An exchange that proves something, as the journal had it',
  {
    id: stringSchema('Id of the exchange'),
    at: time('When it began'),
    direction: stringSchema('inbound: the partner called; outbound: the sandbox did'),
    operation: {
      description: 'Name of the operation; null: it hit none',
      anyOf: [{ type: 'string' }, { type: 'null' }],
    },
    method: stringSchema('The HTTP method'),
    path: stringSchema('The path, with its query'),
    status: countSchema('The HTTP status; 0: there was no answer'),
    request: messagePart('What was asked'),
    response: messagePart('What was answered'),
  },
  {},
);

const subject: JsonSchema = {
  description: 'Of whom it is said',
  oneOf: [
    objectSchema<Runner>(
      'A partner that was called by the runner',
      {
        kind: { description: 'The runner called it', const: 'runner' },
        role: stringSchema('The role of the partner'),
        target: stringSchema('URL of the partner'),
      },
      {},
    ),
    objectSchema<Workspace>(
      'Whoever calls, and is called from, a workspace',
      {
        kind: { description: 'Seen in the journal of a workspace', const: 'workspace' },
        workspace: stringSchema('Name of the workspace'),
      },
      {},
    ),
  ],
};

const summary = objectSchema<Summary>(
  'How many requirements got which verdict',
  {
    pass: countSchema('Requirements that are met'),
    fail: countSchema('Requirements that must be met, and are not'),
    warn: countSchema('Requirements that should be met, and are not'),
    skip: countSchema('Requirements that were not judged'),
    excused: countSchema('Of the skipped: those that nobody can test'),
    coverage: {
      description: 'Share of the requirements that can be tested and were judged',
      type: 'number',
      minimum: 0,
      maximum: 1,
    },
  },
  {},
);

const preflight = objectSchema<PreflightCheck>(
  'One thing that has to be right before anything is tested',
  {
    name: stringSchema('What is looked at'),
    ok: { description: 'Whether it is right', type: 'boolean' },
    said: stringSchema('What was seen'),
  },
  {},
);

const baseline = objectSchema<BaselineComparison>(
  'How the run compares with what was expected of it',
  {
    expected: ids('Failed, as expected'),
    unexpected: ids('Failed, and was not expected to'),
    passed: ids('Was expected to fail, and passed'),
  },
  {},
);

/** The JSON Schema of a report. */
export const reportSchema: JsonSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  $id: 'report.schema.json',
  title: 'Conformance report of Ketenlab',
  ...objectSchema<ConformanceReport>(
    'What is said of a partner, requirement by requirement',
    {
      format: { description: 'Version of this form', const: 1 },
      tool: objectSchema<ConformanceReport['tool']>(
        'What made the report',
        {
          name: { description: 'Its name', const: 'ketenlab' },
          version: stringSchema('Its version'),
        },
        {},
      ),
      at: time('When the report was made'),
      subject,
      hashes: objectSchema<ConformanceReport['hashes']>(
        'What was judged by, as SHA-256 in hex',
        {
          requirements: hash('Of the catalogue of requirements'),
          configuration: hash('Of the configuration, without secrets'),
        },
        {},
      ),
      rules: mapSchema(
        'The switches for rules on which the sources disagree, by name',
        stringSchema('As it is set'),
      ),
      preflight: arraySchema('What had to be right before anything was tested', preflight),
      summary,
      requirements: arraySchema('The requirements, each with its verdict', result),
      exchanges: mapSchema('The exchanges that prove something, by their key', evidence),
    },
    { baseline },
  ),
};
