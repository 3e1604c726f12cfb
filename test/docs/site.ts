import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join, posix, sep } from 'node:path';
import { parse, type DefaultTreeAdapterTypes } from 'parse5';

type Element = DefaultTreeAdapterTypes.Element;

export interface Page {
  /** Values of `href` and `src`. */
  links: string[];
  ids: Set<string>;
  /** Texts of headings and of code. */
  texts: string[];
}

/** A built site: its files, and its parsed pages by path. */
export class Site {
  readonly pages: ReadonlyMap<string, Page>;

  /** `base`: path of the site on its host, with a slash at each end. */
  constructor(
    private readonly folder: string,
    private readonly base: string,
  ) {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    const names = files.filter((name) => name.endsWith('.html'));
    this.pages = new Map(
      names.map((name) => [
        name.split(sep).join('/'),
        parsePage(readFileSync(join(folder, name), 'utf8')),
      ]),
    );
  }

  /** Links of a page to an address outside of the site. */
  externalLinksOf(path: string): string[] {
    return this.linksOf(path).filter((link) => /^(?!data:)[a-z]+:/i.test(link));
  }

  /** Links of a page into the site whose file or anchor does not exist. */
  brokenLinksOf(path: string): string[] {
    return this.internalLinksOf(path).filter((link) => {
      const target = this.targetOf(link, path);
      if (!target || !statSync(join(this.folder, target.file), { throwIfNoEntry: false })?.isFile())
        return true;
      return target.anchor !== '' && !this.pages.get(target.file)?.ids.has(target.anchor);
    });
  }

  /** Pages to which links lead from that one, directly or through others. */
  reachableFrom(path: string, found = new Set<string>()): Set<string> {
    if (found.has(path)) return found;
    found.add(path);
    for (const link of this.internalLinksOf(path)) {
      const { file } = this.targetOf(link, path) ?? {};
      if (file !== undefined && this.pages.has(file)) this.reachableFrom(file, found);
    }
    return found;
  }

  private linksOf(path: string): string[] {
    return this.pages.get(path)?.links ?? [];
  }

  private internalLinksOf(path: string): string[] {
    return this.linksOf(path).filter((link) => !/^[a-z]+:/i.test(link));
  }

  /** File in the site, and anchor; undefined: outside of the base path. */
  private targetOf(link: string, from: string): { file: string; anchor: string } | undefined {
    const { pathname, hash } = new URL(link, `http://site${this.base}${from}`);
    if (!pathname.startsWith(this.base)) return undefined;
    const path = decodeURIComponent(pathname.slice(this.base.length));
    const file = path === '' || path.endsWith('/') ? posix.join(path, 'index.html') : path;
    return { file, anchor: decodeURIComponent(hash.slice(1)) };
  }
}

function parsePage(html: string): Page {
  const all = elementsIn(parse(html));
  const attributes = (...names: string[]) =>
    all.flatMap(({ attrs }) =>
      attrs.filter(({ name }) => names.includes(name)).map(({ value }) => value),
    );
  return {
    links: attributes('href', 'src'),
    ids: new Set(attributes('id')),
    texts: all.filter(({ tagName }) => /^(?:h[1-6]|code)$/.test(tagName)).map(textOf),
  };
}

const childrenOf = (node: DefaultTreeAdapterTypes.Node) =>
  'childNodes' in node ? node.childNodes : [];

const elementsIn = (node: DefaultTreeAdapterTypes.Node): Element[] =>
  childrenOf(node).flatMap((child) => [
    ...('tagName' in child ? [child] : []),
    ...elementsIn(child),
  ]);

/** Text without the mark that VitePress adds to a heading. */
function textOf(node: DefaultTreeAdapterTypes.Node): string {
  const text = childrenOf(node).map((child) => ('value' in child ? child.value : textOf(child)));
  return text.join('').replaceAll('\u200B', '').trim();
}
