import { atStartOf, resultOf, type CheckResult } from '../../platform/requirements/check-result.js';
import type { ViolationDetail } from '../../platform/requirements/requirement.js';
import { toIsoUtc } from '../../platform/time/time.js';
import { ddsRequirements as requirements } from './requirements.js';
import { textOf, type XmlPart } from './read-xml.js';
import { checkEach, entriesOf } from './validate-feed.js';

const EARLIEST = Date.UTC(2000, 0, 1);

/** Checks that no date of a feed is in the future, or before the year 2000. */
export function checkTimes(feed: XmlPart | undefined, latest: number): CheckResult[] {
  if (!feed) return [];
  const { plausibleTimes } = requirements;
  return [
    resultOf(plausibleTimes, ...violationsOf(feed, ['updated'], latest)),
    ...checkEach(plausibleTimes, entriesOf(feed), (entry) =>
      violationsOf(entry, ['created', 'updated', 'deleted'], latest),
    ),
  ];
}

function violationsOf(part: XmlPart, names: string[], latest: number): ViolationDetail[] {
  return names.flatMap((name) => {
    const text = textOf(part, name)?.trim() ?? '';
    const time = Date.parse(text);
    // Another requirement is about texts that are no date.
    if (Number.isNaN(time) || (time >= EARLIEST && time <= latest)) return [];
    return [atStartOf(name, `from 2000-01-01 to ${toIsoUtc(latest)}`, text)];
  });
}
