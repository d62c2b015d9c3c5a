import type { Clock } from '../clock.mts';
import { moveMessage } from './message-life.mts';
import type { StepStatus } from './message-life.mts';
import type { Message, WhatsAppNumber } from '../model.mts';
import { numberById } from '../state.mts';
import type { State } from '../state.mts';

const MINUTE_MS = 60_000;

/** An older page: messages of MARKETING wait 8 to 25 seconds each; which one how long is our choice. */
const marketingWait = (nth: number) => 8000 + (nth % 18) * 1000;

/** An older page: so long after it was accepted a template is given up. */
const LIFE_MS: Readonly<Record<string, number>> = {
	OTP: 2 * MINUTE_MS,
	UTILITY: 60 * MINUTE_MS,
	MARKETING: 240 * MINUTE_MS,
};

/** An older page: so long after its time a planned message is given up. */
const LATE_MS = 10 * MINUTE_MS;

/**
 * Lets outbound messages move on by themselves, one natural step after the other. Planned ones leave once their time
 * has come, those of MARKETING one after the other, and all of them only while the phone is online; what has not left
 * by its end fails. The function it gives ends that for messages yet to come.
 *
 * @param stepMs milliseconds between two steps
 */
export function moveOnByItself(state: State, clock: Clock, stepMs: number): () => void {
	/** Due, but the phone is offline; in the order in which they were due. */
	let held: Message[] = [];
	/** When the last message of MARKETING leaves, by number. */
	const marketing = new Map<string, number>();
	let nth = 0;

	/** A test may have moved it, or taken it out of the state, meanwhile. */
	const move = (message: Message, from: Message['status'], to?: StepStatus, reason?: string) => {
		if (message.status !== from || !state.messages.includes(message)) return;
		moveMessage(state, message, to, reason, clock.now());
	};
	const expire = (message: Message) => move(message, 'QUEUED', 'FAILED', 'MESSAGE_EXPIRED');
	const leave = (message: Message) => {
		const left = (endOf(state, message) ?? Infinity) - clock.now();
		if (left <= 0) return expire(message);
		if (numberById(state, message.numberId).session === 'OPEN') return move(message, 'QUEUED');
		held.push(message);
		if (left < Infinity) clock.after(left, () => expire(message));
	};
	const onDue = (message: Message) => {
		if (message.status !== 'QUEUED') return;
		if (categoryOf(state, message) !== 'MARKETING') return leave(message);
		const from = Math.max(clock.now(), marketing.get(message.numberId) ?? 0);
		const at = from + marketingWait(nth++);
		marketing.set(message.numberId, at);
		clock.after(at - clock.now(), () => leave(message));
	};
	const onChange = (message: Message) => {
		const { status, deliverAt } = message;
		if (status === 'SENT' || status === 'DELIVERED') {
			clock.after(stepMs, () => move(message, status));
		}
		if (status !== 'QUEUED') return;
		const untilDue = deliverAt === null ? 0 : Date.parse(deliverAt) - clock.now();
		clock.after(Math.max(stepMs, untilDue), () => onDue(message));
	};
	const onNumber = ({ id }: WhatsAppNumber) => {
		const mine = held.filter(({ numberId }) => numberId === id);
		held = held.filter(({ numberId }) => numberId !== id);
		mine.forEach(leave);
	};
	state.events.on('message changed', onChange);
	state.events.on('number changed', onNumber);
	return () => {
		state.events.off('message changed', onChange);
		state.events.off('number changed', onNumber);
	};
}

function categoryOf(state: State, { templateId }: Message): string | undefined {
	return state.templates.find(({ id }) => id === templateId)?.category;
}

/** When a message is given up that has not left, in milliseconds since the epoch. */
function endOf(state: State, message: Message): number | undefined {
	const { deliverAt, deliverUntil, createdAt } = message;
	if (deliverUntil !== null) return Date.parse(deliverUntil);
	if (deliverAt !== null) return Date.parse(deliverAt) + LATE_MS;
	const life = LIFE_MS[categoryOf(state, message) ?? ''];
	return life && Date.parse(createdAt) + life;
}
