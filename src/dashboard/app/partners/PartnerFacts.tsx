import type { ReceiverInfo } from '../api/start-info.js';
import type { Partner } from '../api/types.js';
import { useTextsOf } from '../texts/language.js';
import { valueOf } from './partner-fields.js';
import { partnersTexts } from './texts.js';

interface Props {
  /** Null: none is set. */
  partner: Partner | null;
  receiver: ReceiverInfo;
}

/** The address of a partner and its client, without the secret. */
export function PartnerFacts({ partner, receiver: { baseUrls } }: Props) {
  const texts = useTextsOf(partnersTexts);
  if (!partner)
    return (
      <p>
        <span className="state-mark sent">
          <span aria-hidden="true">✓</span> {texts.isDefault}
        </span>
      </p>
    );
  const { tokenUrl, tokenAuth, clientId, scope } = partner;
  const facts: [name: string, value: string | undefined][] = [
    [texts.baseUrl, partner.baseUrl],
    ...baseUrls.map(
      ({ field, api }) => [texts.baseUrlOf(api), valueOf(partner, field)] as [string, string],
    ),
    [texts.tokenUrl, tokenUrl ?? texts.none],
    [texts.clientId, clientId],
    [texts.tokenAuth, tokenUrl === undefined ? undefined : (tokenAuth ?? 'client_secret_basic')],
    [texts.scope, scope],
  ];
  return (
    <>
      <p>
        <span className="state-mark waiting">
          <span aria-hidden="true">→</span> {texts.isSet}
        </span>
      </p>
      <dl className="facts">
        {facts
          .filter(([, value]) => value !== undefined && value !== '')
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                <code>{value}</code>
              </dd>
            </div>
          ))}
      </dl>
    </>
  );
}
