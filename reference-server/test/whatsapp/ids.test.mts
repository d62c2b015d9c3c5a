import { describe, expect, it } from '@jest/globals';

import { seedData } from '../../src/seeds/index.mts';
import { createState } from '../../src/whatsapp/state.mts';

describe('new ids', () => {
	it('are the same in every run of a test', () => {
		const state = createState(() => seedData('test'));
		const first = state.nextNumber();
		state.reset();
		expect([first, state.nextNumber()]).toEqual([1, 1]);
	});

	it('are new in every run for people, whose triggers remember old ones', () => {
		const start = Date.now();
		const state = createState(() => seedData('demo'), 'unique');
		const first = state.nextNumber();
		state.reset();
		expect(first).toBeGreaterThan(start);
		expect(state.nextNumber()).toBe(first + 1);
	});
});
