import { strToU8, zipSync } from 'fflate';
import type { DdsTitle } from './bokbasen-dds-data.js';
import type { PartnerAnswer } from './bokbasen-http.js';

/** A download that was started. */
export interface Download {
  title: DdsTitle;
  type: string;
  readyAt: number;
}

/** The file of a download. */
export function fileOf(download: Download): PartnerAnswer {
  const disposition = `attachment; filename="book${extensionOf(download)}"`;
  const headers = { 'content-type': mediaTypeOf(download), 'content-disposition': disposition };
  if (extensionOf(download) === '.mp3') return { status: 200, headers, body: 'ID3, and sound' };
  const zip = Buffer.from(zipSync({ 'avsnitt_001.mp3': strToU8('ID3') })).toString('latin1');
  return { status: 200, headers, body: zip };
}

export function extensionOf({ type }: Pick<Download, 'type'>): string {
  if (type.includes('complete')) return '.mp3';
  if (type.includes('zipped')) return '.zip';
  return type.includes('hls') ? '.m3u' : '.epub';
}

function mediaTypeOf(download: Download): string {
  const types: Record<string, string> = {
    '.mp3': 'mpeg/audio',
    '.zip': 'application/zip',
    '.m3u': 'application/vnd.apple.mpegurl',
  };
  return types[extensionOf(download)] ?? 'application/epub+zip';
}
