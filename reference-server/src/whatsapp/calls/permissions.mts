import type { Clock } from '../clock.mts';
import type { WhatsAppNumber } from '../model.mts';
import { sameAccount } from '../people/phone.mts';
import { personByNumber } from '../state.mts';
import type { State } from '../state.mts';
import type { CallPermission } from './model.mts';

/** So long people think about it, in milliseconds; our choice. */
const ANSWERED_AFTER_MS = 5000;

/** Whether somebody (digits) lets a number call. */
export function permissionOf(
	{ callPermissions }: State,
	number: WhatsAppNumber,
	peer: string,
): CallPermission['status'] {
	const given = callPermissions.find(
		(one) => one.numberId === number.id && sameAccount(one.peer, peer),
	);
	return given?.status ?? 'NO_PERMISSION';
}

/** Asks somebody, who answers after a while, as they are about calls. Gives the WhatsApp id of the question. */
export function askPermission(
	state: State,
	clock: Clock,
	number: WhatsAppNumber,
	{ to: peer, text = null }: { to: string; text?: string | null },
): string {
	clock.after(ANSWERED_AFTER_MS, () => {
		const takesCalls = personByNumber(state, peer)?.takesCalls ?? true;
		const status = takesCalls ? 'TEMPORARY' : 'NO_PERMISSION';
		const answer: CallPermission = { numberId: number.id, peer, status };
		// The newest one counts.
		state.callPermissions.unshift(answer);
		state.events.emit('call permission changed', answer, new Date(clock.now()).toISOString());
	});
	const messageId = `wamid.permission${state.nextNumber()}`;
	state.callQuestions.push({ numberId: number.id, peer, text, messageId });
	return messageId;
}
