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
  @Text('Id, as findings and reports name it', { example: '{{requirement}}' })
  id!: string;

  @OneOf(levels, 'MUST: stated by the source. SHOULD: ours. INFO: worth knowing')
  level!: string;

  @ListOfText('Who has to meet it, and as what: the one who calls, or the one who answers', {
    example: ['{{actor}}'],
  })
  who!: readonly string[];

  @ListOfText('Names of the operations at which it shows', { example: ['{{sentOperation}}'] })
  over!: readonly string[];

  @Text('The requirement, in one sentence')
  text!: string;

  @Text('Where that is written')
  source!: string;

  @Text('Name of the contract that asks it', { example: '{{api}}' })
  contract!: string;

  @Optional()
  @Text('Why nobody can test it from outside; it is skipped')
  excused?: string;

  @Optional()
  @Text('The switch that decides on it: /_sandbox/rules', { example: '{{rule}}' })
  rule?: string;
}

export class RequirementPage {
  @ListOf(() => RequirementView, 'Contract by contract')
  items!: RequirementView[];
}

export class ViolationView {
  @Text('JSON Pointer into the message; empty: the whole of it')
  pointer!: string;

  @Text('What was expected there')
  expected!: string;

  @Text('What was seen there')
  seen!: string;

  @OneOf(['configuration', 'implementation', 'sandbox'], 'Who is to look')
  cause!: string;

  @Optional()
  @Text('Repeats the call; the token is the variable TOKEN')
  curl?: string;

  @Optional()
  @Text('What the runner was about')
  test?: string;

  @Optional()
  @Text('Both readings of the rule, where the sources disagree')
  readings?: string;

  @Optional()
  @Text('Key of `exchanges`')
  exchange?: string;
}

export class RequirementResultView {
  @Text('Id of the requirement', { example: '{{requirement}}' })
  id!: string;

  @OneOf(levels, 'How much it matters')
  level!: string;

  @Text('The requirement')
  text!: string;

  @Text('Where it is written')
  source!: string;

  @ListOfText('Who has to meet it')
  who!: readonly string[];

  @Text('Name of the contract that asks it')
  contract!: string;

  @OneOf(
    ['pass', 'fail', 'warn', 'skip'],
    'fail: a MUST was broken. warn: a SHOULD was. skip: nothing was seen by which to judge',
  )
  verdict!: string;

  @Optional()
  @Text('Why it is skipped')
  reason?: string;

  @Optional()
  @Bool('It is skipped for good: nobody can test it from outside')
  excused?: boolean;

  @Optional()
  @Text('What to do so that it is judged')
  next?: string;

  @Int('How often it was met')
  held!: number;

  @Int('How often it was departed from')
  departed!: number;

  @ListOf(() => ViolationView, 'The first ten')
  findings!: ViolationView[];

  @Optional()
  @Text('Key of `exchanges`: the first that shows the verdict')
  first?: string;

  @Optional()
  @Text('Key of `exchanges`: the last that shows the verdict')
  last?: string;
}

export class SummaryView {
  @Int('Requirements that were met')
  pass!: number;

  @Int('MUSTs that were broken')
  fail!: number;

  @Int('SHOULDs that were broken')
  warn!: number;

  @Int('Requirements that were not judged')
  skip!: number;

  @Int('Of the skipped: those that nobody can test')
  excused!: number;

  @Num('Share of the requirements that can be tested and were judged, from 0 to 1')
  coverage!: number;
}

export class ReportView {
  @Int('Version of this form', { example: 1 })
  format!: number;

  @FreeForm('Name and version of what judged')
  tool!: object;

  @Timestamp('When')
  at!: string;

  @FreeForm('Who is judged: the partner that used a workspace')
  subject!: object;

  @FreeForm('SHA-256 of the catalogue of requirements, and of the configuration')
  hashes!: object;

  @FreeForm('The switches of /_sandbox/rules, as they are set')
  rules!: object;

  @ListOfObjects('What had to be right before: of the runner alone')
  preflight!: object[];

  @Nested(() => SummaryView, 'How many of each')
  summary!: SummaryView;

  @ListOf(() => RequirementResultView, 'Requirement by requirement')
  requirements!: RequirementResultView[];

  @FreeForm('The exchanges that prove it, by id; they stay when the journal lets them go')
  exchanges!: object;
}
