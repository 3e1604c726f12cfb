import { ListOf, ListOfText, Text } from '../../platform/validation/fields.js';

export class RuleView {
  @Text('Name of the rule; the environment variable is RULES_ and this name')
  name!: string;

  @Text('Current value')
  value!: string;

  @ListOfText('Allowed values, the default first')
  values!: string[];

  @Text('Subject of the rule')
  about!: string;

  @Text('Source of the default interpretation')
  source!: string;

  @Text('Source of the other interpretation')
  otherReading!: string;
}

export class RulePage {
  @ListOf(() => RuleView, 'Rules')
  items!: RuleView[];
}
