import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { documentsIn, pageOf, root, titleOf } from './pages.mjs';

const labels = { 'README.md': 'Overview and first steps', 'examples/README.md': 'All examples' };

const roles = [
  'edu-v-bestelomgeving',
  'edu-v-ordersysteem',
  'edu-v-aanspraakmanager',
  'edu-v-delivery-readers',
  'bokbasen-buyer',
  'bokbasen-seller',
  'bokbasen-bookstore',
  'bokbasen-subscription',
].map((name) => `docs/guides/${name}.md`);
const tasks = [
  ...['testing', 'ci', 'dashboard', 'control-api', 'conformance', 'proxy'].map(
    (name) => `docs/guides/${name}.md`,
  ),
  'docs/scaling.md',
];

/** The index of a folder comes first. */
function withIndexFirst(files) {
  const isIndex = (file) => file.endsWith('/README.md') && file.split('/').length <= 3;
  return [...files.filter(isIndex), ...files.filter((file) => !isIndex(file))];
}

/** Label of a document. The group of the roles begins with "You build". */
function labelOf(file) {
  const label = labels[file] ?? titleOf(file).replace(/^You build an? /, '');
  return label.charAt(0).toUpperCase() + label.slice(1);
}

function group(text, files, options = {}) {
  const items = [...new Set(files)]
    .filter((file) => existsSync(join(root, file)))
    .map((file) => ({
      text: labelOf(file),
      link: `/${pageOf(file).replace(/(?:index)?\.md$/, '')}`,
    }));
  return items.length === 0 ? [] : [{ text, items, ...options }];
}

/** The groups of the sidebar. A new document in a folder needs no change here. */
export function sidebar() {
  const otherGuides = documentsIn('docs/guides').filter((file) => !roles.includes(file));
  return [
    ...group('Start', ['README.md', ...withIndexFirst(documentsIn('docs/tutorials'))]),
    ...group('Guides: you build', roles),
    ...group('Guides: you test', [...tasks, ...otherGuides]),
    ...group('Examples', withIndexFirst(documentsIn('examples'))),
    ...group('Reference', [
      ...withIndexFirst(documentsIn('docs/reference')),
      'docs/settings.md',
      'docs/requirements.md',
      'docs/access.md',
      'docs/glossary.md',
    ]),
    ...group('Properties', [
      'docs/limits.md',
      'docs/reliability.md',
      'docs/performance.md',
      'SECURITY.md',
      'CHANGELOG.md',
    ]),
    ...group(
      'Contributing',
      ['CONTRIBUTING.md', 'ARCHITECTURE.md', ...documentsIn('docs/contributing')],
      { collapsed: true },
    ),
    ...group('Decisions', withIndexFirst(documentsIn('docs/decisions')), { collapsed: true }),
  ];
}
