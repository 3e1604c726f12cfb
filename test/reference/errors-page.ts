import { ddsProblems } from '../../src/apis/bokbasen-dds/errors.js';
import {
  bokbasenErrorFormat,
  bokbasenProblems,
  bokbasenTokenProblems,
} from '../../src/apis/bokbasen/errors.js';
import { eduvProblems } from '../../src/apis/edu-v/errors.js';
import { settingMessageOf } from '../../src/app/serve.js';
import { Problem, type ProblemLine } from '../../src/platform/errors/problem.js';
import { serverProblems } from '../../src/platform/errors/server-problems.js';
import { tokenProblems } from '../../src/platform/oauth/oauth-errors.js';
import { code, pageOf, prose, tableOf } from './markdown.js';

type Catalogue = Readonly<Record<string, { readonly line: ProblemLine }>>;

/** Errors of the partner APIs and of the start. */
export function renderErrorsPage(): string {
  return pageOf(
    '# Errors',
    'Errors that Ketenlab sends. Each has the header `Sandbox-Reason` with the reason in words; [Limits](../limits.md#every-api) describes it.',
    'A 405 has the header `Allow`. 404 and 405 come before 401, 401 before 403, and 403 before 400.',
    '## Edu-V',
    'The body is `{status, statusMessage}`; a 405 has none. `…` stands for values of the request. The specification fixes the ' +
      'texts without `…` of the codes 11 to 23: details are in `Sandbox-Reason` only. [Limits](../limits.md#not-supported) says which of them the Order API sends. The rules [UNAUTHORIZED_BODY](settings.md#rules_unauthorized_body) ' +
      'and [SCHEMA_DETAILS](settings.md#rules_schema_details) change a 401 and the details of code 11.',
    tableOf(
      ['HTTP', '`status`', '`statusMessage`', 'Sent when'],
      linesOf(eduvProblems).map(codedRow),
    ),
    '## Bokbasen',
    'The body is `{message}`, with the reason in `message` (400) or in `reason` (other statuses), and with `faults` for errors of the schema.',
    tableOf(['HTTP', '`message`', 'Sent when'], linesOf(bokbasenProblems).map(bokbasenRow)),
    '## Bokbasen DDS',
    'In addition to those above. The body is `{data, message}`. Of the bodies only `data` is known, from the look-up of accounts; the codes are ours.',
    tableOf(['HTTP', '`data`', '`message`', 'Sent when'], linesOf(ddsProblems).map(codedRow)),
    '## Token endpoints',
    'The body is `{error, error_description}` (RFC 6749). Edu-V:',
    tableOf(
      ['HTTP', '`error`', '`error_description`', 'Sent when'],
      linesOf(tokenProblems).map(codedRow),
    ),
    'Bokbasen, with the reason in `Sandbox-Reason`:',
    tableOf(
      ['HTTP', '`error`', '`error_description`', 'Sent when'],
      Object.values(bokbasenTokenProblems).map(codedRow),
    ),
    '## Every path',
    'In the error format of the path:',
    tableOf(
      ['HTTP', 'Sent when'],
      linesOf(serverProblems).map(([status, , , when]) => [String(status), prose(when)]),
    ),
    '## Control API',
    'The body is a problem document of RFC 9457: `{type, title, status, detail}`, with `faults` for errors of a schema. ' +
      '[Control API](control-api.md) lists the errors of each operation.',
    '## Start',
    'The server writes one line to standard error, and ends with exit code 2. A wrong variable: the line names it, its value and the ' +
      '[allowed values](settings.md#environment-variables). Other lines:',
    startTable(),
  );
}

function linesOf(catalogue: Catalogue): ProblemLine[] {
  return Object.values(catalogue).map(({ line }) => line);
}

/** Row of an error with a code. `…` stands for the values that follow its text. */
function codedRow([status, errorCode, text, when, fixed]: ProblemLine): string[] {
  const shown = fixed || (text !== '' && !text.endsWith(' ')) ? text : `${text}…`;
  const cell = shown === '' ? 'none' : code(shown);
  return [String(status), code(String(errorCode)), cell, prose(when)];
}

function bokbasenRow([status, , text, when]: ProblemLine): string[] {
  const { body } = bokbasenErrorFormat.render(new Problem(status, { text }), {});
  const { message } = body as { message: string };
  return [String(status), code(message || '…'), prose(when)];
}

const startErrors = {
  EADDRINUSE: 'Another process uses the port.',
  EADDRNOTAVAIL: 'This machine has no such address.',
  EACCES: 'The port is reserved.',
};

function startTable(): string {
  const rows = Object.entries(startErrors).map(([errorCode, cause]) => [
    cause,
    code(settingMessageOf(Object.assign(new Error(errorCode), { code: errorCode }), {}) ?? ''),
  ]);
  return tableOf(['Cause', 'Line'], rows);
}
