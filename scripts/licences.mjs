// npm run licences [folder]: fails if a production dependency has a licence that is not in the list.
import { resolve } from 'node:path';
import { productionPackages } from './sbom.mjs';
import { root } from './setup.mjs';

/** Licences that allow to distribute a bundle under another licence, with their notices. */
const allowed = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'ISC',
  'MIT',
  'Python-2.0',
]);

/** SPDX id or expression of a package. */
function licenceOf({ licenses = [] }) {
  return licenses
    .map(({ expression, license }) => expression ?? license?.id ?? license?.name)
    .join(' AND ');
}

/** One allowed side of an OR is enough, AND needs both. Every other form is for a person to judge. */
function isAllowed(expression) {
  const text = expression.replace(/^\((.*)\)$/, '$1');
  if (text.includes(' OR ')) return text.split(' OR ').some((part) => allowed.has(part));
  return text.split(' AND ').every((part) => allowed.has(part));
}

const folder = resolve(process.argv[2] ?? root);
const packages = productionPackages(folder).components;
const refused = packages.filter((one) => !isAllowed(licenceOf(one)));
for (const one of refused)
  process.stderr.write(
    `ketenlab: ${one['bom-ref']} has the licence ${licenceOf(one) || 'of no name'}, which is not in scripts/licences.mjs\n`,
  );
if (refused.length > 0) process.exit(1);
const licences = [...new Set(packages.map(licenceOf))].toSorted();
process.stdout.write(
  `ketenlab: ${packages.length} production packages have an allowed licence: ${licences.join(', ')}\n`,
);
