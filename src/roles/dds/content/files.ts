import { strToU8, zipSync, type Zippable } from 'fflate';
import { escaped } from '../../../apis/bokbasen-dds/xml.js';
import type { Title } from '../../../apis/bokbasen-dds/titles.js';
import { generateMp3 } from './audio.js';

/** File names of the parts of an audiobook. */
const PARTS = ['avsnitt_001.mp3', 'avsnitt_002.mp3'];
const MAX_NAME_LENGTH = 80;

/** Generated file, as it is served. */
export interface GeneratedFile {
  name: string;
  mediaType: string;
  bytes: Uint8Array;
}

export interface FileRequest {
  title: Title;
  type: string;
  excerpt: boolean;
  /** Name in the watermark; undefined: no watermark. */
  watermark: string | undefined;
  madeAt: Date;
}

/** File name of a download. */
export function fileNameOf({ title, isbn, format }: Title, type: string): string {
  switch (kindOf(type)) {
    case 'zipped':
      return `${isbn}.zip`;
    case 'hls':
      return `${isbn}.m3u`;
    case undefined:
      return format === 'PDF' ? `${isbn}.pdf` : `${isbn}.epub`;
    default: {
      const plain = title.replaceAll(/[^\p{L}\p{N} ._-]/gu, '').trim();
      return `${[...plain].slice(0, MAX_NAME_LENGTH).join('') || isbn}.mp3`;
    }
  }
}

function kindOf(type: string): string | undefined {
  return /^audio\/vnd\.bokbasen\.(\w+)-/.exec(type)?.[1];
}

/** Generates the file of a download. `urlOf` returns the URL of a part, for a playlist. */
export function generateFile(wanted: FileRequest, urlOf: (part: string) => string): GeneratedFile {
  const { title, type } = wanted;
  const name = fileNameOf(title, type);
  switch (kindOf(type)) {
    case 'zipped':
      return { name, mediaType: 'application/zip', bytes: zipOfParts(wanted) };
    case 'hls': {
      const lines = PARTS.flatMap((part) => ['#EXTINF:1.0,', urlOf(part)]);
      const head = ['#EXTM3U', '#EXT-X-VERSION:3', '#EXT-X-TARGETDURATION:1'];
      const text = [...head, ...lines, '#EXT-X-ENDLIST', ''].join('\n');
      return { name, mediaType: 'application/vnd.apple.mpegurl', bytes: strToU8(text) };
    }
    case undefined:
      return title.format === 'PDF'
        ? { name, mediaType: 'application/pdf', bytes: pdf(wanted) }
        : { name, mediaType: 'application/epub+zip', bytes: epub(wanted) };
    default:
      return { name, mediaType: 'mpeg/audio', bytes: wholeMp3(title) };
  }
}

/** Returns a part of a playlist; undefined when the type is no playlist or has no part of this name. */
export function partOf(
  { title, type }: Pick<FileRequest, 'title' | 'type'>,
  name: string,
): GeneratedFile | undefined {
  const isPart = kindOf(type) === 'hls' && PARTS.includes(name);
  return isPart ? { name, mediaType: 'mpeg/audio', bytes: partMp3(title, name) } : undefined;
}

function wholeMp3({ title, author = '' }: Title): Uint8Array {
  return generateMp3({ title, artist: author, album: title, track: 1, tracks: 1 });
}

function partMp3({ title, author = '' }: Title, name: string): Uint8Array {
  const track = PARTS.indexOf(name) + 1;
  return generateMp3({
    title: `${title}, avsnitt ${track}`,
    artist: author,
    album: title,
    track,
    tracks: PARTS.length,
  });
}

/** Limits a time to the years that ZIP supports: 1980 to 2099. */
function zipTime(moment: Date): Date {
  const [first, last] = [Date.UTC(1980, 0, 2), Date.UTC(2099, 11, 30)];
  return new Date(Math.min(Math.max(moment.getTime(), first), last));
}

function zipOfParts({ title, madeAt }: FileRequest): Uint8Array {
  const parts = PARTS.map((name) => [name, [partMp3(title, name), { level: 0 }]] as const);
  return zipSync(Object.fromEntries(parts) as unknown as Zippable, { mtime: zipTime(madeAt) });
}

/** Generates a small EPUB 3: one chapter, and a page with the watermark if there is one. */
function epub({ title, excerpt, watermark, madeAt }: FileRequest): Uint8Array {
  const { id, isbn } = title;
  const name = escaped(excerpt ? `${title.title} (utdrag)` : title.title) || escaped(isbn);
  const pages: [string, string, string][] = [
    ['chapter', 'Kapittel 1', '<p>Dette er en eksempelbok.</p>'],
    ...(watermark === undefined
      ? []
      : ([['watermark', 'Vannmerke', `<p>Kjøpt av ${escaped(watermark)}</p>`]] as [
          string,
          string,
          string,
        ][])),
  ];
  const modified = `${madeAt.toISOString().slice(0, 19)}Z`;
  const opf = `<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="nb">
  <metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
    <dc:identifier id="id">urn:uuid:${escaped(id)}</dc:identifier>
    <dc:identifier>urn:isbn:${escaped(isbn)}</dc:identifier>
    <dc:title>${name}</dc:title>
    <dc:creator>${escaped(title.author ?? 'Ukjent')}</dc:creator>
    <dc:language>nb</dc:language>
${watermark === undefined ? '' : `    <dc:rights>Kjøpt av ${escaped(watermark)}</dc:rights>\n`}    <meta property="dcterms:modified">${modified}</meta>
  </metadata>
  <manifest>
    <item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
${pages.map(([page]) => `    <item id="${page}" href="${page}.xhtml" media-type="application/xhtml+xml"/>\n`).join('')}  </manifest>
  <spine>
${pages.map(([page]) => `    <itemref idref="${page}"/>\n`).join('')}  </spine>
</package>
`;
  const nav = pages
    .map(([page, heading]) => `<li><a href="${page}.xhtml">${heading}</a></li>`)
    .join('');
  const container = `<?xml version="1.0" encoding="UTF-8"?>
<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">
  <rootfiles><rootfile full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
`;
  const files: Zippable = {
    // First entry and not compressed, as EPUB requires.
    mimetype: [strToU8('application/epub+zip'), { level: 0 }],
    'META-INF/container.xml': strToU8(container),
    'OEBPS/content.opf': strToU8(opf),
    'OEBPS/nav.xhtml': strToU8(
      xhtml(
        name,
        `<nav epub:type="toc" xmlns:epub="http://www.idpf.org/2007/ops"><h1>Innhold</h1><ol>${nav}</ol></nav>`,
      ),
    ),
    ...Object.fromEntries(
      pages.map(([file, heading, text]) => [
        `OEBPS/${file}.xhtml`,
        strToU8(xhtml(name, `<h1>${heading}</h1>${text}`)),
      ]),
    ),
  };
  return zipSync(files, { mtime: zipTime(madeAt) });
}

function xhtml(title: string, body: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="nb" lang="nb">
<head><title>${title}</title></head>
<body>${body}</body>
</html>
`;
}

/** Generates a minimal PDF with one line of text. */
function pdf({ title, watermark }: FileRequest): Uint8Array {
  const plain = (text: string): string =>
    text.replaceAll(/[^\u0020-\u007e\u00a0-\u00ff]/g, '?').replaceAll(/[()\\]/g, '\\$&');
  const line = watermark === undefined ? title.title : `${title.title}. Kjøpt av ${watermark}`;
  const stream = `BT /F1 14 Tf 50 780 Td (${plain(line)}) Tj ET`;
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>',
    `<</Length ${stream.length}>>\nstream\n${stream}\nendstream`,
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>',
  ];
  let text = '%PDF-1.4\n';
  const places = objects.map((object, index) => {
    const at = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(at).padStart(10, '0')} 00000 n \n`;
  });
  const start = text.length;
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.join('')}`;
  text += `trailer\n<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${start}\n%%EOF\n`;
  return strToU8(text, true);
}
