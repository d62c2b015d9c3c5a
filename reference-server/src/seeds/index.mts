import type { SeedData } from '../whatsapp/model.mts';
import { demoSeed } from './demo-seed.mts';
import { testSeed } from './test-seed.mts';

export { ADS, LEADS } from './ads.mts';
export { KEYS, NUMBERS, PEOPLE, TENANT_ID } from './common.mts';
export { DEMO_GROUPS } from './demo-seed.mts';
export { TEMPLATES } from './templates.mts';
export { GROUPS, MESSAGES, NEWSLETTERS } from './test-seed.mts';

const SEEDS = { test: testSeed, demo: demoSeed };

export type SeedName = keyof typeof SEEDS;
export const SEED_NAMES = Object.keys(SEEDS) as SeedName[];

/** Fresh copies of everything that a seed holds. */
export function seedData(name: SeedName): SeedData {
	return SEEDS[name]();
}
