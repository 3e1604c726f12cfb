import { Controller, Get, Header, Inject } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { ApiDirectory } from '../apis/api-directory.js';
import { type Config, CONFIG } from '../platform/config/config.js';
import { ROLES, basePathOf } from '../platform/api/served-role.js';
import type { RoleDescriptor } from '../apis/descriptor.js';

const style = `body{font:16px/1.5 system-ui,sans-serif;max-width:44rem;margin:3rem auto;padding:0 1rem;color:#1a1a1a}
h1{margin-bottom:0}h2{margin-top:2rem;font-size:1.1rem}code{background:#f0f0f0;padding:.1em .3em;border-radius:3px}
table{border-collapse:collapse}td,th{text-align:left;padding:.2rem 1rem .2rem 0;vertical-align:top}`;

/** The page at `/`: links to everything the server has. */
@ApiExcludeController()
@Controller()
export class HomeController {
  constructor(
    @Inject(ROLES) private readonly roles: RoleDescriptor[],
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get()
  @Header('content-type', 'text/html; charset=utf-8')
  page(): string {
    const rows = this.roles.map(
      ({ name, apis, files = {} }) => `<tr><td><code>${basePathOf({ name, apis })}</code></td>
<td>${name}</td>
<td>${apis.map(({ title, version }) => `${title} ${version}`).join('<br>')}</td>
<td><a href="/docs?urls.primaryName=${name}">try it</a> · <a href="/docs/${name}.yaml">OpenAPI</a>${Object.keys(
        files,
      )
        .map((file) => ` · <a href="/docs/${file}">${file.split('.').at(-1)?.toUpperCase()}</a>`)
        .join('')}</td></tr>`,
    );
    const tokens = [...new Set(this.roles.map(({ name, family }) => family.tokenUrl(name)))];
    return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Ketenlab</title>
<meta name="viewport" content="width=device-width,initial-scale=1"><link rel="icon" href="data:,"><style>${style}</style></head><body>
<h1>Ketenlab</h1><p>The other side of your partner APIs, on your own machine.</p>
<h2>Roles</h2><table>${rows.join('\n')}</table>
<h2>Tokens</h2><p>${tokens.map((path) => `<code>POST ${path}</code>`).join('<br>')}<br>
client <code>demo</code>, ${this.secretText()}.</p>
<h2>Traffic and state</h2><ul>
<li><a href="/_sandbox/workspaces/default/exchanges">Exchanges</a>: every request in and out</li>
<li><a href="/_sandbox/workspaces/default/deliveries">Deliveries</a>: outgoing messages with every attempt</li>
<li>${this.collectionLinks().join(' ·\n')}</li></ul>
<h2>Conformance</h2><ul>
<li><a href="/_sandbox/workspaces/default/conformance?format=html">Verdicts</a>: on the partners that used this sandbox, per requirement</li>
<li><a href="/_sandbox/requirements">Requirements</a>: the catalogue, with levels and sources</li></ul>
<h2>Control</h2><ul><li><a href="/docs?urls.primaryName=control">Control API</a></li>
<li><a href="/_sandbox/scenarios">Magic values</a> · <a href="/_sandbox/rules">Rules on which the sources disagree</a></li>
<li><a href="/healthz">Liveness</a> · <a href="/readyz">Readiness</a> · <a href="/metrics">Metrics</a></li></ul>
</body></html>`;
  }

  /** Anyone can read this page, so it has no secret that was made. */
  private secretText(): string {
    return this.config.demoSecretKey === undefined
      ? 'secret <code>demo-secret</code>'
      : 'with the secret that the server prints at its start';
  }

  /** Links to the collections of the served roles that have a title. */
  private collectionLinks(): string[] {
    const { collections } = new ApiDirectory(this.roles);
    return [...collections].flatMap(([name, { linkTitle }]) =>
      linkTitle === undefined
        ? []
        : [`<a href="/_sandbox/workspaces/default/state/${name}">${linkTitle}</a>`],
    );
  }
}
