import type { CountedFlow, Family, Party } from './flows.js';

export const WIDTH = 1000;
const BOX_WIDTH = 210;
const COLUMNS = [0, (WIDTH - BOX_WIDTH) / 2, WIDTH - BOX_WIDTH];
/** Heights of the boxes of clients and roles, and of their rows. */
const CLIENT = { height: 34, row: 46 };
const ROLE = { height: 52, row: 92 };
/** Arrows end a little before the box. */
const GAP = 5;

export interface Box extends Party {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Arrow extends CountedFlow {
  x1: number;
  y1: number;
  x2: number;
  y2: number;
}

export interface Diagram {
  boxes: Box[];
  arrows: Arrow[];
  height: number;
}

/** Places the parties in three columns: clients, roles that clients call, other roles. Each flow is an arrow. */
export function diagramOf({ parties }: Family, flows: readonly CountedFlow[]): Diagram {
  const clients = parties.filter(({ isRole }) => !isRole);
  const roles = parties.filter(({ isRole }) => isRole);
  const callersOf = (name: string): Party[] =>
    clients.filter((client) => flows.some(({ from, to }) => from === client.name && to === name));
  const called = roles.filter(({ name }) => callersOf(name).length > 0);
  const middle = called.length > 0 ? called : roles.slice(0, 1);
  const right = roles.filter((role) => !middle.includes(role));
  const height = Math.max(
    clients.length * CLIENT.row,
    middle.length * ROLE.row,
    right.length * ROLE.row,
  );
  const clientBoxes = columnOf(clients, 0, height);
  const middleBoxes = columnOf(middle, 1, height).map((box) => {
    const own = clientBoxes.filter(({ name }) =>
      callersOf(box.name).some((one) => one.name === name),
    );
    // Beside its own clients, where several roles have clients.
    return middle.length > 1 && own.length > 0
      ? { ...box, y: averageOf(own.map(centreOf)) - box.height / 2 }
      : box;
  });
  const boxes = [...clientBoxes, ...middleBoxes, ...columnOf(right, 2, height)];
  return { boxes, arrows: arrowsOf(flows, boxes), height };
}

function columnOf(parties: readonly Party[], column: number, height: number): Box[] {
  return parties.map((party, index) => {
    const size = party.isRole ? ROLE.height : CLIENT.height;
    const centre = ((index + 0.5) * height) / parties.length;
    return {
      ...party,
      x: COLUMNS[column] ?? 0,
      y: centre - size / 2,
      width: BOX_WIDTH,
      height: size,
    };
  });
}

interface End {
  flow: CountedFlow;
  box: Box;
  other: Box;
}

/** Arrows whose ends are spread over the side of a box, in the order of the boxes at their other ends, so that they do not cross. */
function arrowsOf(flows: readonly CountedFlow[], boxes: readonly Box[]): Arrow[] {
  const boxOf = (name: string): Box | undefined => boxes.find((box) => box.name === name);
  const ends = flows.flatMap((flow): End[] => {
    const [from, to] = [boxOf(flow.from), boxOf(flow.to)];
    if (!from || !to) return [];
    return [
      { flow, box: from, other: to },
      { flow, box: to, other: from },
    ];
  });
  const place = (end: End): { x: number; y: number } => {
    const { box, other } = end;
    const isRight = other.x > box.x;
    const beside = ends
      .filter((one) => one.box === box && one.other.x > box.x === isRight)
      .toSorted((a, b) => centreOf(a.other) - centreOf(b.other) || rankOf(a) - rankOf(b));
    const y = box.y + (box.height * (beside.indexOf(end) + 1)) / (beside.length + 1);
    return { x: isRight ? box.x + box.width + GAP : box.x - GAP, y };
  };
  return flows.flatMap((flow) => {
    const [start, end] = ends.filter((one) => one.flow === flow).map(place);
    return start && end ? [{ ...flow, x1: start.x, y1: start.y, x2: end.x, y2: end.y }] : [];
  });
}

/** Of two arrows between the same boxes, the one to the right is above. */
const rankOf = ({ flow, box, other }: End): number =>
  (flow.from === box.name) === other.x > box.x ? 0 : 1;
const centreOf = ({ y, height }: Box): number => y + height / 2;
const averageOf = (numbers: readonly number[]): number =>
  numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
