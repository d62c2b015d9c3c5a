import { EventEmitter } from 'node:events';

import type { Message, SeedData, WhatsAppNumber } from './domain/model.mts';
import { seedData } from './seeds.mts';
import type { SeedName } from './seeds.mts';

/** What happens in the state; deliveries to webhooks and live views hang on here. */
export interface StateEvents {
	/** A message was accepted, or its status changed. */
	'message changed': [message: Message];
	/** Somebody wrote to one of our numbers, or our number itself wrote by hand. */
	'inbound message': [message: Message];
}

/** Plain lists that a test may read and change at will between two requests. */
export interface State extends SeedData {
	readonly events: EventEmitter<StateEvents>;
	/** The next running number; ids are made of it, so that a run can be repeated exactly. */
	nextNumber(): number;
	/** Puts the lists back to the seed; listeners of `events` stay. */
	reset(): void;
}

/** Builds a state filled from a seed. */
export function createState(seed: SeedName): State {
	let counter = 0;
	return {
		...seedData(seed),
		events: new EventEmitter<StateEvents>(),
		nextNumber: () => ++counter,
		reset() {
			counter = 0;
			Object.assign(this, seedData(seed));
		},
	};
}

/** The number with this id; throws an Error when the state has none (a slip of the test). */
export function numberById(state: State, numberId: string): WhatsAppNumber {
	const number = state.numbers.find((candidate) => candidate.id === numberId);
	if (!number) throw new Error(`the state has no number ${numberId}`);
	return number;
}
