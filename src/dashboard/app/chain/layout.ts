import type { CountedFlow, Family, Party } from './flows.js';

export const BOX = { width: 200, height: 46 };
export const WIDTH = 880;
const ROW = 66;
const COLUMNS = [0, (WIDTH - BOX.width) / 2, WIDTH - BOX.width];
/** Distance of two arrows between the same boxes. */
const APART = 15;
/** Arrows end a little before the box. */
const GAP = 5;

export interface Box extends Party {
  x: number;
  y: number;
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

/**
 * Places the parties in three columns: clients, roles with clients or with several partners, other roles. An arrow is for each flow.
 */
export function diagramOf({ parties }: Family, flows: readonly CountedFlow[]): Diagram {
  const clients = parties.filter(({ isRole }) => !isRole);
  const roles = parties.filter(({ isRole }) => isRole);
  const calledByClient = (name: string): boolean =>
    flows.some(({ from, to }) => to === name && clients.some((client) => client.name === from));
  const inMiddle = roles.filter(({ name }) => calledByClient(name));
  const middle = inMiddle.length > 0 ? inMiddle : roles.slice(0, 1);
  const right = roles.filter((role) => !middle.includes(role));
  const columns = [clients, middle, right];
  const rows = Math.max(...columns.map((column) => column.length), 1);
  const boxes = columns.flatMap((column, index) =>
    column.map((party, row) => ({
      ...party,
      x: COLUMNS[index] ?? 0,
      y: ((row + 0.5) * rows * ROW) / column.length - BOX.height / 2,
    })),
  );
  const arrows = flows.flatMap((flow) => {
    const from = boxes.find(({ name }) => name === flow.from);
    const to = boxes.find(({ name }) => name === flow.to);
    if (!from || !to) return [];
    const isBack = flows.some((other) => other.from === flow.to && other.to === flow.from);
    return [{ ...flow, ...lineBetween(from, to, isBack ? APART : 0) }];
  });
  return { boxes, arrows, height: rows * ROW };
}

function lineBetween(from: Box, to: Box, apart: number): Pick<Arrow, 'x1' | 'y1' | 'x2' | 'y2'> {
  const toRight = from.x < to.x;
  const shift = toRight ? -apart : apart;
  const middle = BOX.height / 2 + shift;
  return {
    x1: toRight ? from.x + BOX.width + GAP : from.x - GAP,
    y1: from.y + middle,
    x2: toRight ? to.x - GAP : to.x + BOX.width + GAP,
    y2: to.y + middle,
  };
}
