import type { Context } from '../protocol/context.mts';
import type { WhatsAppNumber } from '../whatsapp/model.mts';
import { setSession } from '../whatsapp/numbers/connecting.mts';
import type { Fault } from '../faults/faults.mts';
import type { SwitchesBody } from './requests.mts';

/** The faults that a builder can switch on. The first two are of a number, the others of the API. */
export interface SwitchValues {
	/** The phone is not connected: session CLOSED. */
	offline: boolean;
	/** Everything about groups answers META_GROUPS_NOT_ELIGIBLE. */
	notEligible: boolean;
	/** Requests beyond so many within a second get a 429; 0 refuses all, null none. */
	requestsPerSecond: number | null;
	/** Milliseconds that every answer waits. */
	slowMs: number;
}

export interface Switches {
	read(number: WhatsAppNumber): SwitchValues;
	/** Changes what is given. */
	set(number: WhatsAppNumber, values: Omit<SwitchesBody, 'numberId'>): void;
}

/** Seconds that a refused caller is told to wait. */
const RETRY_AFTER = { limited: 1, refusedAll: 5 };

/** As the API refuses what comes too fast (SDK 1.15.0). */
function rateLimit(perSecond: number): Fault {
	const seconds = perSecond === 0 ? RETRY_AFTER.refusedAll : RETRY_AFTER.limited;
	return {
		route: '*',
		perSecond,
		status: 429,
		headers: { 'retry-after': String(seconds) },
		body: { error: `Too many requests, try again in ${seconds} s.`, code: 'RATE_LIMITED' },
	};
}

/** All of them off, and off again whenever the state is reset. */
export function createSwitches({ state, faults }: Context): Switches {
	let requestsPerSecond: number | null = null;
	let slowMs = 0;
	let endLimit = () => {};
	let endSlowness = () => {};
	state.events.on('reset', () => {
		requestsPerSecond = null;
		slowMs = 0;
	});

	return {
		read: (number) => ({
			offline: number.session !== 'OPEN',
			notEligible: number.groupsRefused,
			requestsPerSecond,
			slowMs,
		}),
		set(number, values) {
			if (values.offline !== undefined) {
				setSession(state, number, 'primary', values.offline ? 'CLOSED' : 'OPEN');
			}
			if (values.notEligible !== undefined) number.groupsRefused = values.notEligible;
			if (values.requestsPerSecond !== undefined) {
				endLimit();
				requestsPerSecond = values.requestsPerSecond;
				endLimit = requestsPerSecond === null ? () => {} : faults.add(rateLimit(requestsPerSecond));
			}
			if (values.slowMs !== undefined) {
				endSlowness();
				slowMs = values.slowMs;
				endSlowness = slowMs === 0 ? () => {} : faults.add({ route: '*', delayMs: slowMs });
			}
			state.events.emit('changed');
		},
	};
}
