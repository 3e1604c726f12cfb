import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** 2^32 divided by the golden ratio. */
const GOLDEN = 0x9e3779b1;

/** Random numbers that are the same for the same seed, on every machine. */
export class Random {
  private readonly source;

  /** The seed is an integer of 32 bits. */
  constructor(seed: number) {
    // Neighbouring seeds start with similar numbers, unless they are spread and the first number is dropped.
    this.source = xoroshiro128plus(Math.imul(seed + 1, GOLDEN));
    uniformInt(this.source, 0, 1);
  }

  /** An integer between both bounds, inclusive. */
  int(from: number, to: number): number {
    return uniformInt(this.source, from, to);
  }

  /** True with this probability, from 0 to 1. */
  chance(probability: number): boolean {
    return uniformFloat64(this.source) < probability;
  }

  pick<Item>(items: readonly Item[]): Item {
    return items[this.int(0, items.length - 1)] as Item;
  }

  /** A name, weighted by its integer. */
  pickBy<Name extends string>(weights: Readonly<Record<Name, number>>): Name {
    const names = Object.keys(weights) as Name[];
    let left = this.int(
      1,
      names.reduce((sum, name) => sum + weights[name], 0),
    );
    return names.find((name) => (left -= weights[name]) <= 0)!;
  }

  /** `count` different items. */
  sample<Item>(items: readonly Item[], count: number): Item[] {
    const picked = new Set<Item>();
    while (picked.size < Math.min(count, items.length)) picked.add(this.pick(items));
    return [...picked];
  }

  /** Hexadecimal digits. */
  hex(digits: number): string {
    return Array.from({ length: digits }, () => this.int(0, 15).toString(16)).join('');
  }

  /** A UUID in the form of version 4. */
  uuid(): string {
    const variant = this.pick(['8', '9', 'a', 'b']);
    return `${this.hex(8)}-${this.hex(4)}-4${this.hex(3)}-${variant}${this.hex(3)}-${this.hex(12)}`;
  }
}
