/** Which folder may know which. Each rule says why. */
module.exports = {
  forbidden: [
    {
      name: 'no-circles',
      comment: 'What depends on itself in a circle can be neither understood nor removed alone.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'kernel-knows-no-partner',
      comment:
        'The kernel is what every role needs; the day it names a partner, the next partner pays for it.',
      severity: 'error',
      from: { path: '^src/kernel' },
      to: { path: '^src/(contracts|roles|control|conformance|dashboard|cli)/' },
    },
    {
      name: 'contracts-know-only-their-family',
      comment: 'A contract is what one specification says; two contracts meet in a role.',
      severity: 'error',
      from: { path: '^src/contracts/([^/]+)/' },
      to: {
        path: '^src/contracts/',
        pathNot: ['^src/contracts/$1/', '^src/contracts/(edu-v|bokbasen)/'],
      },
    },
    {
      name: 'contracts-know-no-role',
      comment: 'What a specification says does not depend on how we play it.',
      severity: 'error',
      from: { path: '^src/contracts/' },
      to: { path: '^src/(roles|control|conformance|dashboard|cli)/' },
    },
    {
      name: 'roles-know-no-other-role',
      comment: 'A role can be removed, or run alone, because no other one knows it.',
      severity: 'error',
      from: { path: '^src/roles/([^/]+)/' },
      to: { path: '^src/roles/', pathNot: '^src/roles/$1/' },
    },
    {
      name: 'roles-know-nothing-above',
      comment:
        'Control, conformance and dashboard stand beside the roles and see them through the kernel.',
      severity: 'error',
      from: { path: '^src/roles/' },
      to: { path: '^src/(control|conformance|dashboard|cli)/' },
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
        path: '^src/roles/[^/]+/(order|order-line|processing|credit-order|order-state|placed-order|checks|scenarios)\\.ts$',
      },
      to: {
        path: '(^src/kernel/(clock|persistence|outbox)|node_modules/(typeorm|@nestjs/core))',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'layers-go-down',
      comment: 'Controller to service to domain and entity, never back.',
      severity: 'error',
      from: { path: '^src/roles/.*(\\.service|\\.entity|/[a-z-]+)\\.ts$' },
      to: { path: '^src/roles/.*\\.controller\\.ts$' },
    },
    {
      name: 'source-knows-no-test',
      comment: 'What is shipped does not need what tests it.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^test/' },
    },
    {
      name: 'only-declared-packages',
      comment: 'A package that is not in package.json is there by accident.',
      severity: 'error',
      from: { path: '^src/' },
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
