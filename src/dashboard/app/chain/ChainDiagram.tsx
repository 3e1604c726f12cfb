import { useTextsOf } from '../texts/language.js';
import type { Filters } from '../traffic/filters.js';
import type { CountedFlow, Family } from './flows.js';
import { diagramOf, WIDTH, type Arrow, type Box } from './layout.js';
import { filtersOf, partyName } from './party-names.js';
import { chainTexts } from './texts.js';

interface Props {
  family: Family;
  flows: readonly CountedFlow[];
  linkTo: (filters: Filters) => string;
}

/** Place of the label on an arrow, as a share of its length: labels of arrows that cross stand apart. */
const AT = 0.36;

/**
 * The parties as boxes, the flows as arrows. It is for the eye and the mouse; the table below has the same links for the keyboard and for
 * screen readers.
 */
export function ChainDiagram({ family, flows, linkTo }: Props) {
  const { boxes, arrows, height } = diagramOf(family, flows);
  return (
    <svg className="diagram" viewBox={`0 0 ${WIDTH} ${height}`} aria-hidden="true">
      <defs>
        {['idle', 'used'].map((name) => (
          <marker
            key={name}
            id={`${family.name}-${name}`}
            className={`head ${name}`}
            viewBox="0 0 8 8"
            refX="7"
            refY="4"
            markerWidth="8"
            markerHeight="8"
            orient="auto"
          >
            <path d="M0 0 L8 4 L0 8 z" />
          </marker>
        ))}
      </defs>
      {arrows.map((arrow) => (
        <ArrowLine
          key={`${arrow.from} ${arrow.to}`}
          arrow={arrow}
          family={family}
          linkTo={linkTo}
        />
      ))}
      {boxes.map((box) => (
        <PartyBox key={box.name} box={box} linkTo={linkTo} />
      ))}
    </svg>
  );
}

function ArrowLine({ arrow, family, linkTo }: { arrow: Arrow } & Pick<Props, 'family' | 'linkTo'>) {
  const texts = useTextsOf(chainTexts);
  const { x1, y1, x2, y2, exchanges, inFlight } = arrow;
  const state = exchanges + inFlight > 0 ? 'used' : 'idle';
  const label = inFlight > 0 ? `${exchanges} +${inFlight}` : String(exchanges);
  const width = 16 + label.length * 8;
  const [x, y] = [x1 + (x2 - x1) * AT, y1 + (y2 - y1) * AT];
  return (
    <a href={linkTo(filtersOf(arrow))} tabIndex={-1} className={`arrow ${state}`}>
      <title>
        {texts.flowLabel(
          partyName(arrow.from, texts.clientsOf),
          partyName(arrow.to, texts.clientsOf),
          exchanges,
          inFlight,
        )}
      </title>
      <line className="wide-target" x1={x1} y1={y1} x2={x2} y2={y2} />
      <line x1={x1} y1={y1} x2={x2} y2={y2} markerEnd={`url(#${family.name}-${state})`} />
      <rect x={x - width / 2} y={y - 10} width={width} height="20" rx="10" />
      <text x={x} y={y + 4}>
        {exchanges}
        {inFlight > 0 && <tspan className="in-flight"> +{inFlight}</tspan>}
      </text>
    </a>
  );
}

function PartyBox({ box, linkTo }: { box: Box } & Pick<Props, 'linkTo'>) {
  const texts = useTextsOf(chainTexts);
  const { x, y, width, height, name, isRole, isServed } = box;
  const kind = isServed ? 'served' : 'partner';
  const content = (
    <>
      <rect x={x + 1} y={y + 1} width={width - 2} height={height - 2} rx="6" />
      <text x={x + width / 2} y={y + height / 2 + (isRole ? -2 : 4)}>
        {partyName(name, texts.clientsOf)}
      </text>
      {isRole && (
        <text className="kind" x={x + width / 2} y={y + height / 2 + 14}>
          {isServed ? texts.byKetenlab : texts.partner}
        </text>
      )}
    </>
  );
  if (!isServed) return <g className={`party ${kind}`}>{content}</g>;
  return (
    <a href={linkTo({ role: name })} tabIndex={-1} className={`party ${kind}`}>
      {content}
    </a>
  );
}
