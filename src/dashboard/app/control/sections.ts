import type { ComponentType } from 'react';
import type { ViewProps } from '../frame/view.js';
import { ClientsSection } from './clients/ClientsSection.js';
import { ClockSection } from './clock/ClockSection.js';
import { DataSection } from './data/DataSection.js';
import { FaultsSection } from './faults/FaultsSection.js';
import { RulesSection } from './rules/RulesSection.js';
import { SnapshotsSection } from './snapshots/SnapshotsSection.js';
import { WorkspacesSection } from './workspaces/WorkspacesSection.js';

/** Sections of the page, by their name in the address, in the order of the navigation. */
export const SECTIONS = {
  workspaces: WorkspacesSection,
  clock: ClockSection,
  faults: FaultsSection,
  snapshots: SnapshotsSection,
  clients: ClientsSection,
  data: DataSection,
  rules: RulesSection,
} satisfies Record<string, ComponentType<ViewProps>>;
export type SectionName = keyof typeof SECTIONS;

export const sectionNames = Object.keys(SECTIONS) as SectionName[];

export const isSection = (name: string | undefined): name is SectionName =>
  name !== undefined && Object.hasOwn(SECTIONS, name);
