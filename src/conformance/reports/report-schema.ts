import type {
  Cause,
  BaselineComparison,
  ReportedViolation,
  RequirementResult,
  PreflightCheck,
  Evidence,
  Report,
  Summary,
  Verdict,
} from './report.js';
import { count, list, map, object, one, text, type Schema } from './schema-forms.js';

type Runner = Extract<Report['subject'], { kind: 'runner' }>;
type Workspace = Extract<Report['subject'], { kind: 'workspace' }>;

const time = (description: string): Schema => ({ ...text(description), format: 'date-time' });
const hash = (description: string): Schema => ({ ...text(description), pattern: '^[0-9a-f]{64}$' });
const ids = (description: string): Schema => list(description, text('Id of a requirement'));

const departed = object<ReportedViolation>(
  'One place at which the partner departed from the requirement',
  {
    pointer: text(
      'JSON Pointer into the message, a line of an XML document, or empty: the whole of it',
    ),
    expected: text('What was expected there'),
    seen: text('What was seen there'),
    cause: one<Cause>(
      'Who is to look: at how the two are connected, the partner’s code, or the sandbox',
      { configuration: true, implementation: true, sandbox: true },
    ),
  },
  {
    curl: text(
      'Repeats the call; the token is the variable TOKEN. Absent: the partner has to make it',
    ),
    test: text('What the runner was about; absent: seen in passing'),
    readings: text('Where the sources disagree: both readings, and which one is set'),
    exchange: text('A key of exchanges'),
  },
);

const judged = object<RequirementResult>(
  'What is said of the partner and one requirement',
  {
    id: text('Id of the requirement'),
    level: one<RequirementResult['level']>('How much it is asked', {
      MUST: true,
      SHOULD: true,
      INFO: true,
    }),
    text: text('The requirement in one sentence'),
    source: text('Where it is written'),
    who: list('Who has to meet it', text('A role, and client or server')),
    contract: text('The name of the contract that asks it'),
    verdict: one<Verdict>('fail: a MUST was broken; warn: a SHOULD was; skip: it was not judged', {
      pass: true,
      fail: true,
      warn: true,
      skip: true,
    }),
    held: count('How often it was met'),
    departed: count('How often it was departed from'),
    findings: { ...list('Where it was departed from: the first ten', departed), maxItems: 10 },
  },
  {
    reason: text('Why it is skipped, in words'),
    excused: {
      description: 'It is skipped for good: nobody can test it from outside',
      type: 'boolean',
    },
    next: text('What to do so that it is judged'),
    first: text('A key of exchanges: the first that was judged by it'),
    last: text('A key of exchanges: the last that was judged by it'),
  },
);

function part(description: string): Schema {
  return object<Evidence['request']>(
    description,
    { headers: map('Its headers, by name', true), body: { description: 'Its body: JSON or text' } },
    {},
  );
}

const proof = object<Evidence>(
  'An exchange that proves something, as the journal had it',
  {
    id: text('Id of the exchange'),
    at: time('When it began'),
    direction: text('inbound: the partner called; outbound: the sandbox did'),
    operation: {
      description: 'Name of the operation; null: it hit none',
      anyOf: [{ type: 'string' }, { type: 'null' }],
    },
    method: text('The HTTP method'),
    path: text('The path, with its query'),
    status: count('The HTTP status; 0: there was no answer'),
    request: part('What was asked'),
    response: part('What was answered'),
  },
  {},
);

const subject: Schema = {
  description: 'Of whom it is said',
  oneOf: [
    object<Runner>(
      'A partner that was called by the runner',
      {
        kind: { description: 'The runner called it', const: 'runner' },
        role: text('The role of the partner'),
        target: text('URL of the partner'),
      },
      {},
    ),
    object<Workspace>(
      'Whoever calls, and is called from, a workspace',
      {
        kind: { description: 'Seen in the journal of a workspace', const: 'workspace' },
        workspace: text('Name of the workspace'),
      },
      {},
    ),
  ],
};

const summary = object<Summary>(
  'How many requirements got which verdict',
  {
    pass: count('Requirements that are met'),
    fail: count('Requirements that must be met, and are not'),
    warn: count('Requirements that should be met, and are not'),
    skip: count('Requirements that were not judged'),
    excused: count('Of the skipped: those that nobody can test'),
    coverage: {
      description: 'Share of the requirements that can be tested and were judged',
      type: 'number',
      minimum: 0,
      maximum: 1,
    },
  },
  {},
);

const preflight = object<PreflightCheck>(
  'One thing that has to be right before anything is tested',
  {
    name: text('What is looked at'),
    ok: { description: 'Whether it is right', type: 'boolean' },
    said: text('What was seen'),
  },
  {},
);

const baseline = object<BaselineComparison>(
  'How the run compares with what was expected of it',
  {
    expected: ids('Failed, as expected'),
    unexpected: ids('Failed, and was not expected to'),
    passed: ids('Was expected to fail, and passed'),
  },
  {},
);

/** The JSON Schema of a report. */
export const reportSchema: Schema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  $id: 'report.schema.json',
  title: 'Conformance report of Ketenlab',
  ...object<Report>(
    'What is said of a partner, requirement by requirement',
    {
      format: { description: 'Version of this form', const: 1 },
      tool: object<Report['tool']>(
        'What made the report',
        {
          name: { description: 'Its name', const: 'ketenlab' },
          version: text('Its version'),
        },
        {},
      ),
      at: time('When the report was made'),
      subject,
      hashes: object<Report['hashes']>(
        'What was judged by, as SHA-256 in hex',
        {
          requirements: hash('Of the catalogue of requirements'),
          configuration: hash('Of the configuration, without secrets'),
        },
        {},
      ),
      rules: map(
        'The switches for rules on which the sources disagree, by name',
        text('As it is set'),
      ),
      preflight: list('What had to be right before anything was tested', preflight),
      summary,
      requirements: list('The requirements, each with its verdict', judged),
      exchanges: map('The exchanges that prove something, by their key', proof),
    },
    { baseline },
  ),
};
