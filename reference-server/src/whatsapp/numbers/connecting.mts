import type { Clock } from '../clock.mts';
import { ApiError } from '../api-error.mts';
import { checkFeature } from '../engines/features.mts';
import type { Session, WhatsAppNumber } from '../model.mts';
import type { State } from '../state.mts';

/** So long a phone takes to read the code, in milliseconds; our choice. */
const PAIRING_MS = 5000;

/** A number can be linked to its phone twice. */
export type Link = 'primary' | 'secondary';

/** What a phone reads to be linked, or what is typed into it. */
export interface PairingCodes {
	qrText: string;
	pairingCode: string;
}

/**
 * The session of a number's link.
 *
 * @throws ApiError 400 NOT_SUPPORTED for a second link that the number does not have (our choice)
 */
export function sessionOf(number: WhatsAppNumber, link: Link): Session {
	const session = link === 'primary' ? number.session : number.secondSession;
	if (session !== null) return session;
	throw new ApiError(400, 'NOT_SUPPORTED', `The number ${number.name} has no second link.`);
}

/**
 * Gives the codes that link a number to its phone, which reads them after a while; null for a link that is open.
 *
 * @throws ApiError 400 NOT_SUPPORTED_FOR_META, or NOT_SUPPORTED for a second link that there is none of
 */
export function startPairing(
	state: State,
	clock: Clock,
	number: WhatsAppNumber,
	link: Link,
): PairingCodes | null {
	checkFeature(number, 'pairing');
	const session = sessionOf(number, link);
	if (session === 'OPEN') return null;
	if (session === 'CLOSED') {
		setSession(state, number, link, 'CONNECTING');
		clock.after(PAIRING_MS, () => {
			// A test may have decided otherwise meanwhile.
			if (sessionOf(number, link) === 'CONNECTING') setSession(state, number, link, 'OPEN');
		});
	}
	const n = state.nextNumber();
	const name = `${number.id}${n}`;
	return {
		qrText: `2@${Buffer.from(name).toString('base64')}`,
		pairingCode: `REF${String(n).padStart(5, '0').slice(-5)}`,
	};
}

/** Opens or closes a link; who listens hears of the first one. */
export function setSession(
	state: State,
	number: WhatsAppNumber,
	link: Link,
	session: Session,
): void {
	if (sessionOf(number, link) === session) return;
	const wasOpen = sessionOf(number, link) === 'OPEN';
	if (link === 'primary') number.session = session;
	else number.secondSession = session;
	if (session === 'OPEN') number.connectedAt = new Date().toISOString();
	state.events.emit('changed');
	if (link === 'secondary' || (session !== 'OPEN' && !wasOpen)) return;
	const event = session === 'OPEN' ? 'number.connected' : 'number.disconnected';
	state.events.emit('number changed', number, event);
}
