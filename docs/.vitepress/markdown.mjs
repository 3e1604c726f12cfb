import { existsSync } from 'node:fs';
import { dirname, join, posix, relative } from 'node:path';
import { publishedPath } from './files.mjs';
import { pageFor, root } from './pages.mjs';

/** Anchor of a heading as GitHub makes it, so that a link works there and in the site. */
export function slugOf(heading) {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-');
}

/** Makes the Markdown for GitHub work in the site: links, diagrams, and braces, which are code in a template of Vue. */
export function forGitHub(markdown, base) {
  const { rules } = markdown.renderer;
  const { fence, link_open: linkOpen } = rules;

  rules.link_open = (tokens, index, options, env, self) => {
    const token = tokens[index];
    const href = token.attrGet('href');
    const isFile = !rewriteLink(token, href, env);
    return isFile
      ? self.renderToken(tokens, index, options)
      : linkOpen(tokens, index, options, env, self);
  };
  for (const name of ['text', 'code_inline']) {
    const rule = rules[name];
    rules[name] = (...args) => rule(...args).replaceAll('{{', '&#123;&#123;');
  }
  rules.fence = (tokens, index, ...rest) => {
    const { info, content } = tokens[index];
    if (info.trim() !== 'mermaid') return fence(tokens, index, ...rest);
    return `<Diagram code="${encodeURIComponent(content)}" />\n`;
  };

  /** Turns a relative link into one to a page of the site, or to a published file. False: VitePress must not touch it. */
  function rewriteLink(token, href, env) {
    if (/^(?:[a-z]+:|#|\/)/i.test(href)) return true;
    const [path, anchor] = href.split('#');
    const from = dirname(relative(root, env.realPath ?? env.path));
    const target = posix.join(from, decodeURIComponent(path));
    const hash = anchor === undefined ? '' : `#${anchor}`;
    const page = pageFor(target);
    if (page) token.attrSet('href', `/${page}${hash}`);
    // VitePress reports the dead link.
    if (page || !existsSync(join(root, target))) return true;
    token.attrSet('href', `${base}${publishedPath(target)}${hash}`);
    token.attrSet('target', '_self');
    return false;
  }
}
