import type { Clock } from '../clock.mts';
import { advanceMessage } from './message-life.mts';
import type { Message } from '../model.mts';
import type { State } from '../state.mts';

/**
 * Lets outbound messages move on by themselves, one natural step after the other; scheduled ones
 * start once their time has come. The function it gives ends that for messages yet to come.
 *
 * @param stepMs milliseconds between two steps
 */
export function moveOnByItself(state: State, clock: Clock, stepMs: number): () => void {
	const onChange = (message: Message) => {
		const { status, deliverAt } = message;
		if (status !== 'QUEUED' && status !== 'SENT' && status !== 'DELIVERED') return;
		const untilDue =
			status === 'QUEUED' && deliverAt !== null ? Date.parse(deliverAt) - clock.now() : 0;
		clock.after(Math.max(stepMs, untilDue), () => {
			// A test may have moved it, or taken it out of the state, meanwhile.
			if (message.status === status && state.messages.includes(message)) {
				advanceMessage(state, message.id);
			}
		});
	};
	state.events.on('message changed', onChange);
	return () => void state.events.off('message changed', onChange);
}
