import { ApiError } from '../api-error.mts';
import type { Clock } from '../clock.mts';
import type { WhatsAppNumber } from '../model.mts';
import { numberById, personByNumber } from '../state.mts';
import type { State } from '../state.mts';
import type { Call, CallStatus } from './model.mts';
import { permissionOf } from './permissions.mts';

/** Milliseconds: until a phone rings, until somebody takes the call, until it is missed, and how long people talk. Our choice. */
const AFTER = { ringing: 1000, taken: 5000, missed: 30_000, hungUp: 60_000 };

/** What a Meta call's other side says of itself. */
const SDP = 'v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n';

/** What somebody does with a call on their own phone. */
export type PeerAction = 'take' | 'refuse' | 'hangUp';

const ENDED: readonly CallStatus[] = ['REJECTED', 'COMPLETED', 'FAILED', 'MISSED'];

/**
 * Calls somebody. The phone rings after a second and is taken five seconds later, or missed by whoever takes no calls.
 *
 * @param to digits
 * @throws ApiError 403 CALL_PERMISSION_REQUIRED on Meta numbers
 */
export function startCall(
	state: State,
	clock: Clock,
	number: WhatsAppNumber,
	{ to, sdp, bizOpaqueCallbackData }: { to: string; sdp?: string; bizOpaqueCallbackData?: string },
): Call {
	if (number.provider === 'meta' && permissionOf(state, number, to) === 'NO_PERMISSION') {
		// That a permission is needed is documented, status and code are our choice.
		const sentence = `+${to} has not allowed calls; ask for the permission first.`;
		throw new ApiError(403, 'CALL_PERMISSION_REQUIRED', sentence);
	}
	const call = addCall(state, clock, number, 'OUTBOUND', to);
	Object.assign(call, {
		sdpOffer: sdp ?? null,
		bizOpaqueCallbackData: bizOpaqueCallbackData ?? null,
	});
	const { onWhatsApp = true, takesCalls = true } = personByNumber(state, to) ?? {};
	later(state, clock, call, AFTER.ringing, 'INITIATED', () => {
		if (!onWhatsApp) {
			call.errorCode = 'WHATSAPP_NOT_EXIST';
			return move(state, clock, call, 'FAILED');
		}
		move(state, clock, call, 'RINGING');
		missLater(state, clock, call);
		if (takesCalls) {
			later(state, clock, call, AFTER.taken, 'RINGING', () => peerAct(state, clock, call, 'take'));
		}
	});
	return call;
}

/**
 * Somebody calls one of our numbers, which has half a minute to take it.
 *
 * @param from digits
 * @throws Error for an unknown number
 */
export function ring(
	state: State,
	clock: Clock,
	{ numberId, from }: { numberId: string; from: string },
): Call {
	const number = numberById(state, numberId);
	const call = addCall(state, clock, number, 'INBOUND', from);
	if (number.provider === 'meta') call.sdpOffer = SDP;
	move(state, clock, call, 'RINGING');
	missLater(state, clock, call);
	return call;
}

/**
 * What the other side does with a call.
 *
 * @throws Error where the call cannot be taken, refused or hung up
 */
export function peerAct(state: State, clock: Clock, call: Call, action: PeerAction): void {
	const isOurs = call.direction === 'OUTBOUND';
	const possible = {
		take: isOurs && call.status === 'RINGING',
		refuse: isOurs && call.status === 'RINGING',
		hangUp: isOurs ? call.status === 'ACCEPTED' : ['RINGING', 'ACCEPTED'].includes(call.status),
	}[action];
	if (!possible)
		throw new Error(`the call ${call.id} is ${call.status}, ${action} is not possible`);
	if (action === 'refuse') return move(state, clock, call, 'REJECTED');
	if (action === 'take') {
		if (call.sdpOffer !== null) call.sdpAnswer = SDP;
		return connect(state, clock, call);
	}
	move(state, clock, call, call.status === 'RINGING' ? 'MISSED' : 'COMPLETED');
}

/** @throws ApiError 409 CALL_NOT_POSSIBLE */
export function acceptCall(state: State, clock: Clock, call: Call, sdp: string | null): void {
	checkCall(call, call.direction === 'INBOUND' && call.status === 'RINGING', 'accepted');
	call.sdpAnswer = sdp;
	connect(state, clock, call);
}

/** @throws ApiError 409 CALL_NOT_POSSIBLE */
export function rejectCall(state: State, clock: Clock, call: Call): void {
	checkCall(call, call.direction === 'INBOUND' && call.status === 'RINGING', 'rejected');
	move(state, clock, call, 'REJECTED');
}

/** @throws ApiError 409 CALL_NOT_POSSIBLE */
export function terminateCall(state: State, clock: Clock, call: Call): void {
	checkCall(call, !ENDED.includes(call.status), 'hung up');
	move(state, clock, call, 'COMPLETED');
}

/**
 * A recording, which waits until the call is taken.
 *
 * @throws ApiError 409 CALL_NOT_POSSIBLE
 */
export function playInCall(state: State, call: Call, url: string): void {
	checkCall(call, !ENDED.includes(call.status), 'played into');
	call.recordings.push(url);
	state.events.emit('changed');
}

/** Whole seconds that people talked; null where nobody took the call, or it is still going on. */
export function durationOf({ connectedAt, endedAt }: Call): number | null {
	if (connectedAt === null || endedAt === null) return null;
	return Math.round((Date.parse(endedAt) - Date.parse(connectedAt)) / 1000);
}

/** The status is our choice, and so is the code. */
function checkCall({ id, status }: Call, possible: boolean, what: string): void {
	if (possible) return;
	throw new ApiError(
		409,
		'CALL_NOT_POSSIBLE',
		`The call ${id} is ${status}, it cannot be ${what}.`,
	);
}

function addCall(
	state: State,
	clock: Clock,
	number: WhatsAppNumber,
	direction: Call['direction'],
	peer: string,
): Call {
	const n = state.nextNumber();
	const now = timeOf(clock);
	const call: Call = {
		id: `call_${n}`,
		externalCallId: `${number.provider === 'meta' ? 'wacid.' : '3CALL'}${n}`,
		numberId: number.id,
		direction,
		status: 'INITIATED',
		peer,
		bizOpaqueCallbackData: null,
		startedAt: now,
		connectedAt: null,
		endedAt: null,
		errorCode: null,
		updatedAt: now,
		sdpOffer: null,
		sdpAnswer: null,
		recordings: [],
	};
	state.calls.push(call);
	return call;
}

function connect(state: State, clock: Clock, call: Call): void {
	move(state, clock, call, 'ACCEPTED');
	later(state, clock, call, AFTER.hungUp, 'ACCEPTED', () => peerAct(state, clock, call, 'hangUp'));
}

function missLater(state: State, clock: Clock, call: Call): void {
	later(state, clock, call, AFTER.missed, 'RINGING', () => move(state, clock, call, 'MISSED'));
}

/** Unless it has become of the call something else by then. */
function later(
	state: State,
	clock: Clock,
	call: Call,
	ms: number,
	status: CallStatus,
	run: () => void,
): void {
	clock.after(ms, () => {
		if (call.status === status && state.calls.includes(call)) run();
	});
}

function move(state: State, clock: Clock, call: Call, status: CallStatus): void {
	const now = timeOf(clock);
	Object.assign(call, { status, updatedAt: now });
	if (status === 'ACCEPTED') call.connectedAt = now;
	if (ENDED.includes(status)) call.endedAt = now;
	state.events.emit('changed');
	state.events.emit('call changed', call);
}

function timeOf(clock: Clock): string {
	return new Date(clock.now()).toISOString();
}
