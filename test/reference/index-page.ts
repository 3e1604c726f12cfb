import { pageOf, tableOf } from './markdown.js';

/** Page of `docs/reference`: its pages with what they contain. */
export function renderIndexPage(
  contents: Readonly<Record<string, [title: string, content: string]>>,
): string {
  const rows = Object.entries(contents).map(([file, [title, content]]) => [
    `[${title}](${file})`,
    content,
  ]);
  return pageOf('# Reference', tableOf(['Page', 'Content'], rows));
}
