import {
  operationsIn,
  type DocumentedOperation,
  type OpenApiDocument,
} from '../support/openapi.js';
import { anchorOf, code, pageOf, prose, sentence, tableOf } from './markdown.js';
import { meaningOf, SchemaText } from './schema-text.js';

const schemas = new SchemaText();

/** Operations and objects of the control API, from its OpenAPI document. */
export function renderControlApiPage(document: OpenApiDocument): string {
  const operations = operationsIn(document);
  const common = commonAnswers(operations);
  return pageOf(
    '# Control API: operations',
    `${prose(document.info.description ?? '')} The [guide](../guides/control-api.md) shows how to use them, and \`/docs\` has them in Swagger UI.`,
    '`{ws}` in a path is the id of a workspace. Every operation can also answer:',
    tableOf(
      ['Status', 'Meaning'],
      common.map(([status, text]) => [status, sentence(text)]),
    ),
    ...tagsOf(operations).flatMap((tag) => {
      const tagged = operations.filter(({ tags }) => tags[0] === tag);
      return [
        `## ${tag}`,
        operationTable(tagged),
        ...tagged.flatMap((one) => sectionOf(one, document, common)),
      ];
    }),
    '## Objects',
    ...Object.entries(document.components.schemas)
      .filter(([name]) => !isRequest(name))
      .flatMap(([name, schema]) => [`### ${name}`, schemas.fields(schema)]),
  );
}

type Answer = [status: string, description: string];

function answersOf({ responses }: DocumentedOperation): Answer[] {
  return Object.entries(responses).map(([status, { description }]) => [status, description]);
}

/** Error answers that all operations have. */
function commonAnswers(operations: readonly DocumentedOperation[]): Answer[] {
  const [first, ...others] = operations.map(answersOf);
  return (first ?? []).filter(
    ([status, text]) =>
      Number(status) >= 400 &&
      others.every((answers) => answers.some((one) => one[0] === status && one[1] === text)),
  );
}

function tagsOf(operations: readonly DocumentedOperation[]): string[] {
  return [...new Set(operations.flatMap(({ tags }) => tags.slice(0, 1)))];
}

const requestOf = ({ method, path }: DocumentedOperation): string =>
  code(`${method.toUpperCase()} ${path}`);

function operationTable(operations: readonly DocumentedOperation[]): string {
  const rows = operations.map((one) => [
    `[${one.operationId}](#${anchorOf(one.operationId)})`,
    requestOf(one),
    sentence(one.summary),
  ]);
  return tableOf(['Operation', 'Request', 'Effect'], rows);
}

function sectionOf(
  operation: DocumentedOperation,
  { components }: OpenApiDocument,
  common: readonly Answer[],
): string[] {
  const { operationId, summary, parameters = [] } = operation;
  const own = parameters.filter(({ name }) => name !== 'ws');
  const rows = own.map(({ name, in: place, required, schema = {}, description }) => [
    code(name),
    `${place}${required ? ', required' : ''}`,
    schemas.type(schema),
    meaningOf({ ...schema, ...(description !== undefined && { description }) }),
  ]);
  return [
    `### ${operationId}`,
    `${requestOf(operation)}: ${sentence(summary)}`,
    ...(rows.length > 0 ? [tableOf(['Parameter', 'In', 'Type', 'Meaning'], rows)] : []),
    ...bodyText(operation, components.schemas),
    answerTable(operation, common),
  ].filter((part) => part !== '');
}

/** True for an object that is the body of one operation, and has its fields there. */
const isRequest = (name: string): boolean => name.endsWith('Request');

function bodyText(
  { requestBody }: DocumentedOperation,
  named: OpenApiDocument['components']['schemas'],
): string[] {
  if (!requestBody) return [];
  const { content, description } = requestBody;
  const mediaTypes = Object.keys(content).map(code).join(' or ');
  const text = description === undefined ? '' : ` ${sentence(description)}`;
  const [{ schema = {} } = {}] = Object.values(content);
  const name = schema.$ref?.split('/').at(-1) ?? '';
  const request = named[name];
  if (request && isRequest(name)) return [`Body (${mediaTypes}):${text}`, schemas.fields(request)];
  return [`Body (${mediaTypes}): ${schemas.type(schema)}.${text}`];
}

function answerTable({ responses }: DocumentedOperation, common: readonly Answer[]): string {
  const rows = Object.entries(responses)
    .filter(
      ([status, { description }]) =>
        !common.some((one) => one[0] === status && one[1] === description),
    )
    .map(([status, { description, content = {} }]) => [
      status,
      Object.entries(content)
        .map(([mediaType, { schema = {} }]) =>
          mediaType.endsWith('json') ? schemas.type(schema) : code(mediaType),
        )
        .join(', ') || 'none',
      sentence(description),
    ]);
  return tableOf(['Status', 'Body', 'Meaning'], rows);
}
