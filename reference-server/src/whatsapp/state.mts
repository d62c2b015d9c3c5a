import { EventEmitter } from 'node:events';

import type { Call, CallPermission } from './calls/model.mts';
import type { Lead } from './ads/model.mts';
import type { FlowAnswer, Message, Person, SeedData, WhatsAppNumber } from './model.mts';
import { sameAccount } from './people/phone.mts';

/** What happens in the state; deliveries to webhooks and live views hang on here. */
export interface StateEvents {
	/** A message was accepted, or its status changed. */
	'message changed': [message: Message];
	/** Somebody wrote to one of our numbers, or our number itself wrote by hand. */
	'inbound message': [message: Message];
	/** A number's phone came or went. */
	'number changed': [number: WhatsAppNumber, event: 'number.connected' | 'number.disconnected'];
	/** A call has another status. */
	'call changed': [call: Call];
	/** Somebody said whether they may be called. */
	'call permission changed': [permission: CallPermission, at: string];
	/** Somebody filled in a form. */
	'lead received': [lead: Lead];
	/** Somebody filled in a flow. */
	'flow answered': [answer: FlowAnswer];
	/** Anything else may have changed: groups, webhooks and what came of deliveries, numbers. */
	changed: [];
	/** Everything is back at the seed. */
	reset: [];
}

/** Plain lists that a test may read and change at will between two requests. */
export interface State extends SeedData {
	readonly events: EventEmitter<StateEvents>;
	/** The next running number; ids are made of it, so that a run can be repeated exactly. */
	nextNumber(): number;
	/** Puts the lists back to the seed and tells `reset`; listeners of `events` stay. */
	reset(): void;
}

/** What new ids are made of: numbers from 1, the same in every run, or ones that no run before has had. */
export type IdKind = 'repeatable' | 'unique';

/** Builds a state filled from a seed, of which `seedData` gives a fresh copy each time. */
export function createState(seedData: () => SeedData, ids: IdKind = 'repeatable'): State {
	let counter = ids === 'unique' ? Date.now() : 0;
	return {
		...seedData(),
		events: new EventEmitter<StateEvents>(),
		nextNumber: () => ++counter,
		reset() {
			if (ids === 'repeatable') counter = 0;
			Object.assign(this, seedData());
			this.events.emit('reset');
		},
	};
}

/** The number with this id; throws an Error when the state has none (a slip of the test). */
export function numberById(state: State, numberId: string): WhatsAppNumber {
	const number = state.numbers.find((candidate) => candidate.id === numberId);
	if (!number) throw new Error(`the state has no number ${numberId}`);
	return number;
}

/** Whoever is known under a phone number (digits), with or without Brazil's ninth digit. */
export function personByNumber(state: State, digits: string): Person | undefined {
	return state.people.find(({ number }) => sameAccount(number, digits));
}
