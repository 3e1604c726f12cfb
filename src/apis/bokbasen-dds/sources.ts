const page = (name: string): string => `Bokbasen wiki, ${name}`;

/** The pages on which DDS is described. */
export const ddsPages = {
  order: page('Orders and reporting'),
  subscription: page('Bokbasen distributes binaries to the end user'),
  content: page('Content download'),
  audio: page('Audio'),
  raw: page('Partner models'),
  guide: page('Getting started'),
  glossary: page('Glossary'),
  inventory: page('Inventory'),
  exportService: page('Export Service'),
  opds: page('Bookshelf'),
  idm: page('IDM'),
  report: page('Reporting from subscription services'),
  loan: page('Loans'),
  errors: page('Error handling and reporting'),
  changes: page('Important API-changes'),
} as const;
