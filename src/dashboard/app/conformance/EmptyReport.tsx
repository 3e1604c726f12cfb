import type { StartInfo } from '../api/start-info.js';
import type { Workspace } from '../api/types.js';
import { CopyButton } from '../components/CopyButton.js';
import { FirstCommand } from '../components/FirstCommand.js';
import { useTexts, useTextsOf } from '../texts/language.js';
import { conformanceTexts } from './texts.js';

interface Props {
  info: StartInfo | undefined;
  workspace: Workspace | undefined;
}

/** Explains how results come into being. */
export function EmptyReport({ info, workspace }: Props) {
  const texts = useTextsOf(conformanceTexts);
  const common = useTexts();
  const role = info?.roles[0]?.name ?? 'ROLE';
  const runner = `npx ketenlab conformance --role ${role} --target http://127.0.0.1:9000/v1 \\
  --token-url http://127.0.0.1:9000/oauth2/token --client-id ketenlab --client-secret secret`;
  return (
    <div className="empty-view first-step">
      <h2>{texts.empty}</h2>
      <p>{texts.emptyText}</p>
      <FirstCommand info={info} workspace={workspace} />
      <p>{texts.emptyRunner}</p>
      <pre tabIndex={0}>{runner}</pre>
      <CopyButton text={runner} label={common.copy} />
    </div>
  );
}
