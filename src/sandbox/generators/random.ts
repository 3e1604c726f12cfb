import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** 2^32 divided by the golden ratio. */
const GOLDEN = 0x9e3779b1;

/** Chance that comes out the same for the same seed, on every machine. */
export class Random {
  private readonly source;

  /** The seed is a whole number of 32 bits. */
  constructor(seed: number) {
    // Seeds beside each other begin alike, unless they are spread and the first number is thrown away.
    this.source = xoroshiro128plus(Math.imul(seed + 1, GOLDEN));
    uniformInt(this.source, 0, 1);
  }

  /** A whole number, both ends among them. */
  int(from: number, to: number): number {
    return uniformInt(this.source, from, to);
  }

  /** True so often of one time. */
  chance(probability: number): boolean {
    return uniformFloat64(this.source) < probability;
  }

  pick<Item>(items: readonly Item[]): Item {
    return items[this.int(0, items.length - 1)] as Item;
  }

  /** One of these names, each as often as its whole number says. */
  pickBy<Name extends string>(weights: Readonly<Record<Name, number>>): Name {
    const names = Object.keys(weights) as Name[];
    let left = this.int(
      1,
      names.reduce((sum, name) => sum + weights[name], 0),
    );
    return names.find((name) => (left -= weights[name]) <= 0)!;
  }

  /** So many of these, no one twice. */
  sample<Item>(items: readonly Item[], count: number): Item[] {
    const picked = new Set<Item>();
    while (picked.size < Math.min(count, items.length)) picked.add(this.pick(items));
    return [...picked];
  }

  /** So many hexadecimal digits. */
  hex(digits: number): string {
    return Array.from({ length: digits }, () => this.int(0, 15).toString(16)).join('');
  }

  /** A UUID of version 4, as far as its look goes. */
  uuid(): string {
    const variant = this.pick(['8', '9', 'a', 'b']);
    return `${this.hex(8)}-${this.hex(4)}-4${this.hex(3)}-${variant}${this.hex(3)}-${this.hex(12)}`;
  }
}
