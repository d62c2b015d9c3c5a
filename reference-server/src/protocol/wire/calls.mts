import { durationOf } from '../../whatsapp/calls/life.mts';
import type { Call } from '../../whatsapp/calls/model.mts';
import { numberById } from '../../whatsapp/state.mts';
import type { State } from '../../whatsapp/state.mts';
import type { CallAnswer, CallDetails } from '../schemas/calls.mts';
import { errorText } from './messages.mts';
import { phone } from './phone.mts';

/** A call as the API shows it; `fromNumber` is ours for calls of our own. */
export function callBody(state: State, call: Call): CallAnswer {
	const { peer, direction, startedAt, errorCode } = call;
	const own = numberById(state, call.numberId).phone;
	return {
		id: call.id,
		externalCallId: call.externalCallId,
		direction,
		status: call.status,
		peerNumber: phone(peer),
		fromNumber: phone(direction === 'OUTBOUND' ? own : peer),
		conversationId: peer,
		bizOpaqueCallbackData: call.bizOpaqueCallbackData,
		startedAt,
		connectedAt: call.connectedAt,
		endedAt: call.endedAt,
		durationSeconds: durationOf(call),
		errorCode,
		errorMessage: errorText(errorCode),
		createdAt: startedAt,
		updatedAt: call.updatedAt,
	};
}

/** One call, with the descriptions of its two sides where they are asked for. */
export function callDetailsBody(state: State, call: Call, withSdp: boolean): CallDetails {
	const { sdpOffer, sdpAnswer } = call;
	return { ...callBody(state, call), ...(withSdp && { sdpOffer, sdpAnswer }) };
}
