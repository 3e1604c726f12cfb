import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { renderAccessPage } from '../platform/access/page.js';
import type { OpenApiDocument } from '../support/openapi.js';
import { renderCliPage } from './cli-page.js';
import { renderControlApiPage } from './control-api-page.js';
import { renderErrorsPage } from './errors-page.js';
import { renderIndexPage } from './index-page.js';
import { renderRequirementsPage } from './requirements-page.js';
import { renderScenariosPage } from './scenarios-page.js';
import { renderSettingsPage } from './settings-page.js';

const root = join(import.meta.dirname, '../..');
export const referenceFolder = join(root, 'docs/reference');

/** Pages with their title and content in the index. */
const contents = {
  'settings.md': ['Settings', 'Environment variables, rules, roles with their operations, clients'],
  'cli.md': ['Command line', 'Commands, options, exit codes'],
  'control-api.md': ['Control API', 'Operations and objects of `/_sandbox`'],
  'scenarios.md': ['Scenarios and faults', 'Values that trigger a behaviour, and injected faults'],
  'errors.md': ['Errors', 'Errors of the partner APIs, of the token endpoints and of the start'],
  'requirements.md': ['Requirements', 'All rules of the partner APIs, with their sources'],
  'access.md': ['Access', 'The answer of each operation to each kind of credentials'],
} satisfies Record<string, [title: string, content: string]>;

type Page = keyof typeof contents | 'README.md';

const renderers: Readonly<Record<Page, (document: OpenApiDocument) => string>> = {
  'README.md': () => renderIndexPage(contents),
  'settings.md': renderSettingsPage,
  'cli.md': renderCliPage,
  'control-api.md': renderControlApiPage,
  'scenarios.md': renderScenariosPage,
  'errors.md': renderErrorsPage,
  'requirements.md': renderRequirementsPage,
  'access.md': renderAccessPage,
};

export const pageNames = Object.keys(renderers) as Page[];

/** Content of a page of `docs/reference`. */
export function renderPage(name: Page): string {
  const text = readFileSync(join(root, 'openapi/control.yaml'), 'utf8');
  return renderers[name](parse(text) as OpenApiDocument);
}
