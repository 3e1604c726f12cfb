import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { SettingError } from '../../platform/config/setting-error.js';
import { Seeds } from '../../sandbox/state/seeds.js';
import { Seeding } from './seeding.js';
import { type Config, CONFIG } from '../../platform/config/config.js';

/** Adds the file of SEED_FILE to the seed of every workspace. */
@Injectable()
export class SeedFile implements OnModuleInit {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly seeds: Seeds,
    private readonly seeding: Seeding,
  ) {}

  onModuleInit(): void {
    const { seedFile } = this.config;
    if (seedFile === undefined) return;
    const bytes = readUtf8(seedFile);
    const text = bytes.toString('utf8');
    this.seeds.endWith({
      setting: `SEED_FILE=${seedFile}`,
      mark: `file:${createHash('sha256').update(bytes).digest('hex')}`,
      judge: () => void this.seeding.read(text),
      seed: async (tx, workspace) => {
        await this.seeding.write(tx, workspace, this.seeding.read(text));
      },
    });
  }
}

function readUtf8(file: string): Buffer {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new SettingError(
      `SEED_FILE=${file} is not allowed: a YAML or JSON file that can be read (${code})`,
    );
  }
  if (isUtf8(bytes)) return bytes;
  throw new SettingError(`SEED_FILE=${file} is not allowed: a YAML or JSON file in UTF-8`);
}
