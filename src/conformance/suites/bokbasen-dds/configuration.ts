import { Nested, Optional } from '../../../platform/validation/fields.js';
import { Client, ListSetting, OptionalSetting } from '../../runner/configuration/settings.js';
import type { TitleKind } from './dds-data.js';

class DdsClients {
  @Client('A client that sells titles')
  store?: object;

  @Client('A client of a subscription service, which also reports its use')
  subscription?: object;

  @Client('A client that reads the inventory')
  partner?: object;

  @Client('A client of a library')
  library?: object;
}

class DdsTitles implements Partial<Record<TitleKind, string>> {
  @OptionalSetting('resid of an e-book without DRM')
  nodrm?: string;

  @OptionalSetting('resid of an e-book with social DRM')
  sdrm?: string;

  @OptionalSetting('resid of an audiobook')
  audio?: string;

  @OptionalSetting('resid of an e-book with an excerpt')
  excerpt?: string;

  @OptionalSetting('resid of an e-book without an excerpt')
  withoutExcerpt?: string;

  @OptionalSetting('resid of a title that the client may not sell')
  withoutAccess?: string;

  @OptionalSetting('resid of a title that is not published')
  unpublished?: string;

  @OptionalSetting('resid of a title whose preparation fails')
  failing?: string;

  @OptionalSetting('resid of a title whose preparation takes longer than a run')
  slow?: string;
}

class DdsData {
  @Optional()
  @Nested(() => DdsTitles, 'Titles by property')
  titles?: DdsTitles;

  @OptionalSetting('DDS-ID of an account; default: the runner registers one')
  consumer?: string;

  @OptionalSetting('ISBN of a title with several versions')
  isbn?: string;

  @ListSetting('Ids of two publishers, for reports')
  publishers?: string[];
}

/** Part of the configuration file that belongs to this suite. */
export class DdsConfiguration {
  @Optional()
  @Nested(() => DdsClients, 'Clients by kind')
  clients?: DdsClients;

  @Optional()
  @Nested(() => DdsData, 'Data of the partner')
  data?: DdsData;
}
