import {
  Bool,
  ListOf,
  ListOfText,
  OneOf,
  Optional,
  Text,
} from '../../platform/validation/fields.js';

export class RoleView {
  @Text('Name of the role', { example: '{{role}}' })
  name!: string;

  @Text('Name that the specification of its API gives it')
  title!: string;

  @Text('Organisation of its APIs: its roles share their token endpoint and error format')
  family!: string;

  @Bool('True: the sandbox plays it; false: a partner plays it')
  served!: boolean;

  @Text('Base path of its operations')
  basePath!: string;

  @Text('Path of its token endpoint')
  tokenPath!: string;

  @Text('Path of its OpenAPI document, if it is served')
  document!: string;

  @ListOfText('Names of its APIs')
  apis!: string[];
}

/** Parameter of a path or a query. */
export class ParameterView {
  @Text('Name')
  name!: string;

  @OneOf(['path', 'query'], 'Place in the request')
  in!: string;

  @Bool('True: a request without it is refused')
  required!: boolean;

  @Text('Description')
  description!: string;

  @Optional()
  @ListOfText('Allowed values; absent: any text')
  values?: string[];
}

export class OperationView {
  @Text('Name of the operation, its operationId in the OpenAPI documents', {
    example: '{{operation}}',
  })
  operationId!: string;

  @Text('Summary')
  summary!: string;

  @Text('HTTP method', { example: 'PUT' })
  method!: string;

  @Text('Path at the server, with parameters in braces', { example: '{{path}}' })
  path!: string;

  @Text('Role that serves it', { example: '{{role}}' })
  servedBy!: string;

  @Bool('True: the sandbox serves it')
  served!: boolean;

  @ListOfText('Roles or parties that call it; empty: every client with a token for the API')
  callers!: string[];

  @Optional()
  @Text('Media type of the body; absent: it has no body', { example: 'application/json' })
  mediaType?: string;

  @Optional()
  @Text('Media type that the header Accept must allow; absent: any', {
    example: 'application/json',
  })
  accept?: string;

  @Bool('True: a request without a body is refused')
  needsBody!: boolean;

  @Bool('True: it needs no token')
  public!: boolean;

  @Bool('True: it exists on the older platform only, which has tickets instead of tokens')
  legacy!: boolean;

  @ListOfText('Scopes of which the token needs one')
  scopes!: string[];

  @Optional()
  @Text('Audience of the token, in APIs with audiences')
  audience?: string;

  @ListOf(() => ParameterView, 'Parameters of the path and the query')
  parameters!: ParameterView[];
}

/** Collection with the orders of an API. */
export class OrderCollectionView {
  @Text('Name of the collection in `…/state`', { example: '{{collection}}' })
  name!: string;

  @Text('Description')
  description!: string;

  @Text('Field with the id of an item')
  idField!: string;

  @ListOfText('Fields with the status of an item, the most telling one first')
  statusFields!: string[];
}

export class ApiView {
  @Text('Name of the API', { example: '{{api}}' })
  name!: string;

  @Text('Title')
  title!: string;

  @Text('Version')
  version!: string;

  @Text('Organisation that publishes it')
  family!: string;

  @ListOf(() => OperationView, 'Operations')
  operations!: OperationView[];

  @ListOf(() => OrderCollectionView, 'Collections with orders, of the served roles')
  collections!: OrderCollectionView[];
}

export class ApisView {
  @ListOf(() => ApiView, 'APIs in which a served role takes part')
  apis!: ApiView[];

  @ListOf(() => RoleView, 'Roles of these APIs')
  roles!: RoleView[];
}
