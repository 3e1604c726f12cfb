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

  /** A UUID of version 4, as far as its look goes. */
  uuid(): string {
    const hex = (digits: number): string =>
      Array.from({ length: digits }, () => this.int(0, 15).toString(16)).join('');
    return `${hex(8)}-${hex(4)}-4${hex(3)}-${this.pick('89ab'.split(''))}${hex(3)}-${hex(12)}`;
  }
}
