import { wikiPage } from '../bokbasen/wiki.js';

/** The pages on which DDS is described. */
export const ddsPages = {
  order: wikiPage(61964322, 'Orders and reporting'),
  subscription: wikiPage(2498527278, 'Bokbasen distributes binaries to the end user'),
  content: wikiPage(62291987, 'Content download'),
  audio: wikiPage(68583430, 'Audio'),
  changesOfAudio: wikiPage(117704964, 'Changes audio integration - DDS'),
  raw: wikiPage(65929257, 'Partner models'),
  guide: wikiPage(3061547009, 'Getting started'),
  glossary: wikiPage(63373349, 'Glossary'),
  inventory: wikiPage(61964312, 'Inventory'),
  exportService: wikiPage(48955432, 'Export Service'),
  opds: wikiPage(62685203, 'Bookshelf'),
  idm: wikiPage(61964320, 'IDM'),
  report: wikiPage(2677964805, 'Reporting from subscription services'),
  loan: wikiPage(3644293126, 'Loans'),
  errors: wikiPage(62685244, 'Error handling and reporting'),
  changes: wikiPage(3195240461, 'Important API-changes'),
  international: wikiPage(91062280, 'International e-books'),
  authentication: wikiPage(2994962433, 'Authentication Service'),
  /** A published client of DDS, where no page says what clients rely on. */
  client: 'the public client Fabel-Lyd/fabel-common on GitHub',
} as const;
