import {
  Bool,
  FreeForm,
  Int,
  ListOf,
  ListOfObjects,
  ListOfText,
  Nested,
  Num,
  OneOf,
  Optional,
  Text,
  Timestamp,
} from '../../platform/validation/fields.js';

const levels = ['MUST', 'SHOULD', 'INFO'];

export class RequirementView {
  @Text('Id of the requirement, as in findings and reports', { example: '{{requirement}}' })
  id!: string;

  @OneOf(
    levels,
    'MUST: required by the source; SHOULD: recommended by Ketenlab; INFO: information only',
  )
  level!: string;

  @ListOfText('Parties that must satisfy it, each as client or as server', {
    example: ['{{actor}}'],
  })
  who!: readonly string[];

  @ListOfText('Names of the operations to which it applies', { example: ['{{sentOperation}}'] })
  over!: readonly string[];

  @Text('Text of the requirement, one sentence')
  text!: string;

  @Text('Source document of the requirement')
  source!: string;

  @Text('Name of the API with the requirement', { example: '{{api}}' })
  contract!: string;

  @Optional()
  @Text('Reason why it cannot be tested from outside; its verdict is skip')
  excused?: string;

  @Optional()
  @Text('Rule that changes it: see /_sandbox/rules', { example: '{{rule}}' })
  rule?: string;
}

export class RequirementPage {
  @ListOf(() => RequirementView, 'Requirements, grouped by API')
  items!: RequirementView[];
}

export class ViolationView {
  @Optional()
  @Text('Operation as the API publishes it; absent: the message belongs to none')
  operation?: string;

  @Text('JSON Pointer to the place in the message; empty: the whole message')
  pointer!: string;

  @Text('Expected value at that place')
  expected!: string;

  @Text('Actual value at that place')
  seen!: string;

  @OneOf(['configuration', 'implementation', 'sandbox'], 'Probable cause of the violation')
  cause!: string;

  @Optional()
  @Text('curl command that repeats the request; it reads the token from the variable TOKEN')
  curl?: string;

  @Optional()
  @Text('Test of the runner that found it')
  test?: string;

  @Optional()
  @Text('Both interpretations of the rule, if the sources disagree')
  readings?: string;

  @Optional()
  @Text('Key in `exchanges`')
  exchange?: string;
}

export class RequirementResultView {
  @Text('Id of the requirement', { example: '{{requirement}}' })
  id!: string;

  @OneOf(levels, 'Level of the requirement')
  level!: string;

  @Text('Text of the requirement')
  text!: string;

  @Text('Source document of the requirement')
  source!: string;

  @Optional()
  @Text('Effect of a violation in production')
  effect?: string;

  @ListOfText('Parties that must satisfy it')
  who!: readonly string[];

  @Text('Name of the API with the requirement')
  contract!: string;

  @OneOf(
    ['pass', 'fail', 'warn', 'skip'],
    'fail: a violated MUST; warn: a violated SHOULD; skip: no message that shows a result',
  )
  verdict!: string;

  @Optional()
  @Text('Reason for the verdict skip')
  reason?: string;

  @Optional()
  @Bool('true: it cannot be tested from outside, so the verdict is always skip')
  excused?: boolean;

  @Optional()
  @Text('Id of the failed requirement with the same cause')
  consequenceOf?: string;

  @Optional()
  @Text('Action that leads to a result')
  next?: string;

  @Int('Number of times it was satisfied')
  held!: number;

  @Int('Number of violations')
  departed!: number;

  @ListOf(() => ViolationView, 'First ten violations')
  findings!: ViolationView[];

  @Optional()
  @Text('Key in `exchanges` of the first exchange that shows the verdict')
  first?: string;

  @Optional()
  @Text('Key in `exchanges` of the last exchange that shows the verdict')
  last?: string;
}

export class SummaryView {
  @Int('Number of satisfied requirements')
  pass!: number;

  @Int('Number of violated MUST requirements')
  fail!: number;

  @Int('Number of violated SHOULD requirements')
  warn!: number;

  @Int('Number of requirements without a result')
  skip!: number;

  @Int('Number of skipped requirements that cannot be tested from outside')
  excused!: number;

  @Num('Share of the testable requirements that have a result, from 0 to 1')
  coverage!: number;
}

export class ReportView {
  @Int('Version of the report format', { example: 1 })
  format!: number;

  @FreeForm('Name and version of the tool')
  tool!: object;

  @Timestamp('Time of the report')
  at!: string;

  @FreeForm('Subject of the report: the partner that used a workspace')
  subject!: object;

  @FreeForm('SHA-256 of the catalogue of requirements, and of the configuration')
  hashes!: object;

  @FreeForm('Values of the rules of /_sandbox/rules')
  rules!: object;

  @ListOfObjects('Preconditions that the runner checked; empty in the report of a workspace')
  preflight!: object[];

  @Nested(() => SummaryView, 'Number of requirements for each verdict')
  summary!: SummaryView;

  @ListOf(() => RequirementResultView, 'Result of each requirement')
  requirements!: RequirementResultView[];

  @FreeForm('Exchanges that show the results, by id; they stay when the journal removes them')
  exchanges!: object;
}
