import type { Actor, Requirement } from '../../../platform/requirements/requirement.js';

type DdsActor = Actor<'store' | 'subscription' | 'partner' | 'library' | 'dds'>;
export type DdsOperation =
  | 'placeOrder'
  | 'placeSubscriptionOrder'
  | 'getContent'
  | 'getSample'
  | 'getRawContent'
  | 'getLibraryContent'
  | 'getDownloadStatus'
  | 'getFile'
  | 'findAccount'
  | 'registerAccount'
  | 'getShelf'
  | 'getInventory'
  | 'getInventoryByIsbn'
  | 'reportStreaming'
  | 'reportLoan'
  | 'reportTibiLoan'
  // Of the older platform.
  | 'getInventoryV1'
  | 'authenticateAccount'
  | 'getAdobeId'
  | 'reportRvu';

/** A requirement of DDS. */
export type DdsRequirement = Requirement<DdsActor, DdsOperation>;

/** Clients that order. */
export const shops: readonly DdsActor[] = ['store client', 'subscription client'];
export const callers: readonly DdsActor[] = [...shops, 'partner client', 'library client'];

export const orderOperations: readonly DdsOperation[] = ['placeOrder', 'placeSubscriptionOrder'];
/** Operations whose query selects one of several files. */
export const selectableContent: readonly DdsOperation[] = [
  'getContent',
  'getRawContent',
  'getLibraryContent',
];
/** Operations that start a download, as far as a page describes their response. */
export const describedDownloads: readonly DdsOperation[] = [
  'getContent',
  'getRawContent',
  'getSample',
];
export const contentOperations: readonly DdsOperation[] = [
  'getContent',
  'getSample',
  'getRawContent',
  'getLibraryContent',
];
export const inventoryOperations: readonly DdsOperation[] = ['getInventory', 'getInventoryByIsbn'];

/** Operations with a body that a page describes field by field. */
export const describedBodies: readonly DdsOperation[] = [
  ...orderOperations,
  'registerAccount',
  'reportStreaming',
  'reportLoan',
];
export const bodyOperations: readonly DdsOperation[] = [...describedBodies, 'reportTibiLoan'];
/** Operations whose body is JSON by their page. */
export const orderAndAccountBodies: readonly DdsOperation[] = [
  ...orderOperations,
  'registerAccount',
];
export const reportOperations: readonly DdsOperation[] = [
  'reportStreaming',
  'reportLoan',
  'reportTibiLoan',
];
/** Operations that answer with JSON. */
export const jsonOperations: readonly DdsOperation[] = [
  ...orderOperations,
  ...contentOperations,
  'findAccount',
  'registerAccount',
];
/** Operations that need a token. */
export const protectedOperations: readonly DdsOperation[] = [
  ...jsonOperations,
  ...inventoryOperations,
  'getShelf',
  'reportStreaming',
  'reportLoan',
  'reportTibiLoan',
];
export const everyOperation: readonly DdsOperation[] = [
  ...protectedOperations,
  'getDownloadStatus',
  'getFile',
];
