/**
 * Which folder may depend on which. A folder may import from itself and from what stands before it in its list, types
 * included. An exception is added to `exceptions`, with its reason.
 */
const layers = [
  'src/platform/config',
  'src/platform/time',
  'src/platform/network',
  'src/platform/validation',
  'src/platform/requirements',
  'src/platform/errors',
  'src/platform/persistence',
  'src/platform/api',
  'src/platform/observability',
  'src/platform/workspaces',
  'src/platform/journal',
  'src/platform/http',
  'src/platform/oauth',
  'src/platform/messages',
  'src/platform/outbox',
  'src/platform/replicas',
  'src/sandbox/generators',
  'src/sandbox/scenarios',
  'src/sandbox/faults',
  'src/sandbox/state',
  'src/sandbox/lifecycle',
  'src/sandbox/snapshots',
  'src/apis',
  'src/roles',
  'src/conformance/reports',
  'src/conformance/recorder',
  'src/conformance/runner',
  'src/conformance/suites',
  'src/control',
  'src/dashboard',
  'src/app',
  'src/cli',
  'src/library',
];

const anyOf = (folders) => `^(${folders.join('|')})/`;

const downward = layers.slice(0, -1).map((folder, index) => ({
  name: `${folder.slice('src/'.length)}-depends-downward`,
  comment: 'A folder that depends on one above it can be neither understood nor tested alone.',
  severity: 'error',
  from: { path: `^${folder}/` },
  to: { path: anyOf(layers.slice(index + 1)) },
}));

module.exports = {
  forbidden: [
    ...downward,
    {
      name: 'no-folder-outside-the-layers',
      comment: 'A new folder needs a place in the list of layers.',
      severity: 'error',
      from: { path: '^src/', pathNot: [anyOf(layers), '^src/main\\.ts$'] },
      to: {},
    },
    {
      name: 'no-circles',
      comment: 'Files that depend on each other can be neither understood nor removed alone.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'apis-depend-on-their-family-only',
      comment: 'An API is what one specification says. Two APIs meet in a role.',
      severity: 'error',
      from: { path: '^src/apis/([^/]+)/' },
      to: {
        path: '^src/apis/[^/]+/',
        pathNot: ['^src/apis/$1/', '^src/apis/(edu-v|bokbasen)/'],
      },
    },
    {
      name: 'roles-are-independent',
      comment: 'A role can be removed, or run alone, because no other role depends on it.',
      severity: 'error',
      from: { path: '^src/roles/([^/]+)/' },
      to: { path: '^src/roles/', pathNot: '^src/roles/$1/' },
    },
    {
      name: 'roles-are-entered-by-their-module',
      comment: 'The module is the only file of a role that is visible from outside.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/roles/[^/]+/' },
      to: { path: '^src/roles/[^/]+/', pathNot: '\\.module\\.ts$' },
    },
    {
      name: 'decisions-are-pure',
      comment:
        'A file of a role without a suffix holds decisions: no framework, no clock, no database.',
      severity: 'error',
      from: {
        path: '^src/roles/.*/(order|order-line|processing|credit-order|delivery-decision|change|placed-order|checks|scenarios)\\.ts$',
      },
      to: {
        path: '(^src/platform/(workspaces|persistence|outbox)|node_modules/(typeorm|@nestjs/core))',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'roles-have-layers',
      comment: 'Controller to service to domain and repository, never back.',
      severity: 'error',
      from: { path: '^src/roles/.*(\\.service|\\.entity|\\.repository|/[a-z-]+)\\.ts$' },
      to: { path: '^src/roles/.*\\.controller\\.ts$' },
    },
    {
      name: 'repositories-are-the-lowest-layer-of-a-role',
      comment: 'A repository holds SQL. It decides nothing and calls no service.',
      severity: 'error',
      from: { path: '^src/roles/.*\\.repository\\.ts$' },
      to: { path: '^src/roles/.*\\.(service|state)\\.ts$' },
    },
    {
      name: 'dashboard-app-depends-on-itself-only',
      comment: 'It runs in a browser. It knows the server by the types of the control API.',
      severity: 'error',
      from: { path: '^src/dashboard/app/' },
      to: { path: '^src/', pathNot: '^src/dashboard/app/' },
    },
    {
      name: 'dashboard-app-is-built-alone',
      comment: 'The server serves its files. The two share the types of what it reads.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/dashboard/app/' },
      to: { path: '^src/dashboard/app/', pathNot: '^src/dashboard/app/api/start-info\\.ts$' },
    },
    {
      name: 'library-knows-the-server-by-its-control-api',
      comment: 'It runs in the processes of users. Only its worker has the server.',
      severity: 'error',
      from: { path: '^src/library/', pathNot: '^src/library/worker/worker\\.ts$' },
      to: { path: '^src/', pathNot: '^src/library/' },
    },
    {
      name: 'source-does-not-depend-on-tests',
      comment: 'What is shipped does not need what tests it.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^test/' },
    },
    {
      name: 'only-declared-packages',
      comment:
        'A package that is not in package.json is there by accident. The project of a user has test runner and Testcontainers.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/library/(jest|testcontainers|vitest)\\.ts$' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'npm-dev'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
