import { Injectable } from '@nestjs/common';
import { Title } from '../../../apis/bokbasen-dds/titles.js';
import { problemDetails } from '../../../platform/errors/problem-details.js';
import type { WriteTransaction } from '../../../platform/persistence/store.js';
import { parseInstant, toIsoUtc } from '../../../platform/time/time.js';
import {
  StateResource,
  type StateReader,
  type StateWriter,
} from '../../../sandbox/state/state-resource.js';
import { DDS_ROLE } from '../role.js';
import { TitleRepository } from '../titles.repository.js';

/** State resource of titles: every version is an item. */
@StateResource()
@Injectable()
export class TitleStateResource implements StateResource, StateReader, StateWriter<Title> {
  readonly role = DDS_ROLE;
  readonly collection = 'titles';
  readonly itemType = { of: Title, id: 'id', anyCase: true } as const;

  constructor(private readonly titles: TitleRepository) {}

  page(...args: Parameters<StateReader['page']>) {
    return this.titles.page(...args);
  }

  find(...args: Parameters<StateReader['find']>) {
    return this.titles.find(...args);
  }

  put(tx: WriteTransaction, workspace: string, title: Title): Promise<void> {
    return this.titles.write(tx, workspace, inUtc(title));
  }

  remove(tx: WriteTransaction, workspace: string, id: string): Promise<boolean> {
    return this.titles.remove(tx, workspace, id);
  }
}

/** Converts the times of a title to the form that sorts as text and that feeds show. */
function inUtc(title: Title): Title {
  const times = (['updated', 'firstpublished', 'deleted'] as const).flatMap((name) => {
    const text = title[name];
    if (text === undefined) return [];
    const moment = parseInstant(text);
    if (moment !== undefined) return [[name, toIsoUtc(moment)] as const];
    const expected = 'a time from 1970 to 9979, without a leap second';
    throw problemDetails.schemaIncorrect([{ path: `/${name}`, expected, seen: text }]);
  });
  return { ...title, ...Object.fromEntries(times) };
}
