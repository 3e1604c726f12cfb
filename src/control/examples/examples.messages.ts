import { ListOf, Optional, Text } from '../../platform/validation/fields.js';
import { AnyJson } from '../http/json-fields.js';

export class ExampleParameter {
  @Text('Name of the parameter')
  name!: string;

  @Text('Value; empty: it is left out')
  value!: string;
}

/** A request that can be sent. */
export class ExampleView {
  @Text('Name of the operation', { example: '{{operation}}' })
  operation!: string;

  @Text('Role that serves it', { example: '{{role}}' })
  role!: string;

  @ListOf(() => ExampleParameter, 'Parameters of the path and the query, with their values')
  parameters!: ExampleParameter[];

  @Optional()
  @AnyJson('Body: a JSON value, or the text of an XML document; absent: there is none')
  body?: unknown;

  @Optional()
  @Text(
    'Operation to call first: the workspace has nothing to which the example can refer, so it has values of the documentation, and is refused',
    { example: '{{operation}}' },
  )
  needs?: string;
}
