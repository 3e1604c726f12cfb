import { baseUrl } from '../api/client.js';
import { readToken } from '../api/token.js';
import { useTexts } from '../texts/language.js';
import type { ViewProps } from './view.js';

/** Links to everything that the server has. */
export function StartPage({ info, route }: ViewProps) {
  const texts = useTexts();
  if (!info) return <main id="content" />;
  const control = `${baseUrl}_sandbox/workspaces/${route.workspace}`;
  const document = (name: string): string => `${baseUrl}docs?urls.primaryName=${name}`;
  return (
    <main id="content" className="view start" tabIndex={0}>
      <h1>Ketenlab</h1>
      <p>{texts.startText}</p>
      <h2>{texts.roles}</h2>
      <div className="wide" tabIndex={0}>
        <table className="data">
          <thead>
            <tr>
              <th>{texts.role}</th>
              <th>{texts.basePath}</th>
              <th>{texts.apis}</th>
              <th>{texts.documents}</th>
            </tr>
          </thead>
          <tbody>
            {info.roles.map(({ name, basePath, apis, files }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>
                  <code>{basePath}</code>
                </td>
                <td>{apis.join(', ')}</td>
                <td className="links">
                  <a href={document(name)}>{texts.tryIt}</a>
                  <a href={`${baseUrl}docs/${name}.yaml`}>OpenAPI</a>
                  {files.map((file) => (
                    <a key={file} href={`${baseUrl}docs/${file}`}>
                      {file.split('.').at(-1)?.toUpperCase()}
                    </a>
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <h2>{texts.tokens}</h2>
      <ul className="plain">
        {[...new Set(info.roles.map(({ tokenPath }) => tokenPath))].map((path) => (
          <li key={path}>
            <code>POST {path}</code>
          </li>
        ))}
      </ul>
      <p>{info.hasDefaultSecrets ? texts.demoClient : texts.demoClientMade}</p>
      <h2>{texts.state}</h2>
      <p className="links">
        {info.collections.map(({ name, title }) => (
          <a key={name} href={`${control}/state/${name}`}>
            {title}
          </a>
        ))}
        <a href={`${control}/deliveries`}>{texts.deliveries}</a>
        <a href={`${control}/exchanges`}>{texts.pages.traffic}: JSON</a>
      </p>
      <h2>{texts.pages.conformance}</h2>
      <p className="links">
        <a href={`${control}/conformance?format=html`}>{texts.verdicts}</a>
        <a href={`${baseUrl}_sandbox/requirements`}>{texts.requirementList}</a>
      </p>
      <h2>{texts.server}</h2>
      <p className="links">
        <a href={document('control')}>{texts.controlApi}</a>
        <a href={`${baseUrl}_sandbox/scenarios`}>{texts.scenarios}</a>
        <a href={`${baseUrl}_sandbox/rules`}>{texts.rules}</a>
        <a href={`${baseUrl}healthz`}>{texts.liveness}</a>
        <a href={`${baseUrl}readyz`}>{texts.readiness}</a>
        <a href={`${baseUrl}metrics`}>{texts.metrics}</a>
      </p>
      {readToken() !== undefined && <p className="quiet">{texts.needsToken}</p>}
    </main>
  );
}
