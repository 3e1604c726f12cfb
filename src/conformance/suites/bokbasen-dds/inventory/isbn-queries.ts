import { entriesOf, residOf } from '../../../../apis/bokbasen-dds/validate-feed.js';
import { ddsOperations } from '../../../../apis/bokbasen-dds/operations.js';
import { ddsRequirements as requirements } from '../../../../apis/bokbasen-dds/requirements.js';
import { readXml, textOf, type XmlPart } from '../../../../apis/bokbasen-dds/read-xml.js';
import type { Exchange } from '../../../../platform/journal/exchange.js';
import {
  describeResponse,
  type ConformanceTest,
  type TestContext,
} from '../../../runner/test-context.js';
import { UNKNOWN_ISBN } from '../dds-data.js';
import { residsOf, type InventoryReader } from './inventory-pages.js';
import type { DdsTestClient } from '../test-client.js';
import { knownIsbn } from '../valid-calls.js';

const { getInventoryByIsbn } = ddsOperations;

/** Tests of the look-up by ISBN. */
export function isbnTests(client: DdsTestClient, inventory: InventoryReader): ConformanceTest[] {
  return [versionsTest(client, inventory), unknownIsbnTest(), emptyParametersTest(client)];
}

function versionsTest(client: DdsTestClient, inventory: InventoryReader): ConformanceTest {
  return {
    name: `GET ${getInventoryByIsbn.path} of a title with several versions`,
    verifies: [
      requirements.onlyThatIsbn,
      requirements.allVersions,
      requirements.newVersionNewId,
      requirements.latestOnly,
      requirements.sameEntry,
    ],
    run: async (context) => {
      const { entries } = await inventory.readAll(context);
      const listed = newestOf(entries, client.data.isbn);
      const isbn =
        client.data.isbn ??
        (listed && textOf(listed, 'isbn')) ??
        context.skip('configure data.isbn: the ISBN of a title with several versions');
      const { exchange, entries: versions } = await inventory.readIsbn(context, isbn);
      const other = versions.find((entry) => textOf(entry, 'isbn') !== isbn);
      context.expect(requirements.onlyThatIsbn, exchange, versions.length > 0 && !other, {
        pointer: 'isbn',
        expected: `entries of ${isbn}`,
        seen: other ? (textOf(other, 'isbn') ?? 'an entry without isbn') : 'no entries',
      });
      if (listed) expectSameEntry(context, exchange, listed, versions);
      const newest = newestOf([...versions, ...(listed ? [listed] : [])]);
      const latest = newest ? versionOf(newest) : 0;
      if (latest <= 1)
        context.skip(
          `${isbn} has one version, which proves nothing about earlier versions: ` +
            'configure data.isbn with the ISBN of a title with several versions',
        );
      if (listed) expectLatest(context, exchange, listed, latest);
      const latestId = newest ? residOf(newest).toLowerCase() : '';
      const complete = versions.length > 1 && residsOf(versions).includes(latestId);
      context.expect(requirements.allVersions, exchange, complete, {
        pointer: 'entry',
        expected: `version ${latest} and all earlier versions`,
        seen: `${versions.length} versions`,
        causes: [requirements.onlyThatIsbn],
      });
      if (versions.length > 1) expectDistinct(context, exchange, versions);
    },
  };
}

/** The feed must have the latest version of those that a look-up returns. */
function expectLatest(
  context: TestContext,
  exchange: Exchange,
  listed: XmlPart,
  latest: number,
): void {
  context.expect(requirements.latestOnly, exchange, versionOf(listed) === latest, {
    pointer: 'version',
    expected: `version ${latest} in the inventory, as in the look-up by ISBN`,
    seen: String(versionOf(listed)),
  });
}

/** The feed and the look-up must show the same of one version. */
function expectSameEntry(
  context: TestContext,
  exchange: Exchange,
  listed: XmlPart,
  versions: XmlPart[],
): void {
  const same = versions.find((one) => residOf(one).toLowerCase() === residOf(listed).toLowerCase());
  if (!same) return;
  const textsOf = ({ children }: XmlPart): object =>
    Object.fromEntries(children.map(({ name, text }) => [name, text.trim()]));
  context.expectFields(requirements.sameEntry, exchange, textsOf(same), textsOf(listed), {
    pointer: 'entry',
    before: 'the inventory was read',
  });
}

/** The entry with the highest version, of all titles or of one. */
function newestOf(entries: XmlPart[], isbn?: string): XmlPart | undefined {
  return entries
    .filter((entry) => isbn === undefined || textOf(entry, 'isbn') === isbn)
    .toSorted((one, other) => versionOf(other) - versionOf(one))[0];
}

function versionOf(entry: XmlPart): number {
  return Number(textOf(entry, 'version')) || 0;
}

function expectDistinct(context: TestContext, exchange: Exchange, versions: XmlPart[]): void {
  const numbers = versions.map((entry) => textOf(entry, 'version') ?? 'nothing');
  const isDistinct = [residsOf(versions), numbers].every((all) => new Set(all).size === all.length);
  context.expect(requirements.newVersionNewId, exchange, isDistinct, {
    pointer: 'version',
    expected: 'each version number and each id once',
    seen: `${numbers.join(' ')}: ${residsOf(versions).join(' ')}`,
  });
}

function lookUp(context: TestContext, isbn: string, query = {}): Promise<Exchange> {
  const path = getInventoryByIsbn.path.replace('{isbn}', isbn);
  return context.call({ operation: getInventoryByIsbn, as: 'store', path, query });
}

function unknownIsbnTest(): ConformanceTest {
  return {
    name: `GET ${getInventoryByIsbn.path} with an unknown ISBN`,
    verifies: [requirements.unknownIsbn],
    run: async (context) => {
      const exchange = await lookUp(context, UNKNOWN_ISBN);
      const feed = await readXml(exchange.response.body);
      const count = feed ? entriesOf(feed).length : 0;
      const isEmpty = exchange.status === 200 && feed !== undefined && count === 0;
      context.expect(requirements.unknownIsbn, exchange, isEmpty, {
        pointer: '',
        expected: '200 with a feed without entries',
        seen: `${describeResponse(exchange)}${feed ? ` with ${count} entries` : ''}`,
      });
    },
  };
}

function emptyParametersTest(client: DdsTestClient): ConformanceTest {
  return {
    name: `GET ${getInventoryByIsbn.path} with empty parameters`,
    verifies: [requirements.emptyParameters],
    run: async (context) => {
      const isbn = await knownIsbn(client, context);
      const plain = await lookUp(context, isbn);
      if (plain.status !== 200)
        context.skip(`GET of ${isbn} without parameters was answered ${describeResponse(plain)}`);
      const exchange = await lookUp(context, isbn, { after: '', pagesize: '' });
      context.expectStatus(requirements.emptyParameters, exchange, 200, {
        pointer: '?after',
        variant: '?after=&pagesize=',
      });
    },
  };
}
