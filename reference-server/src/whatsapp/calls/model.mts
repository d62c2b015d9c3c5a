/** Phone numbers are digits, times are ISO 8601 in UTC. */

export type CallStatus =
	| 'INITIATED'
	| 'RINGING'
	| 'ACCEPTED'
	| 'REJECTED'
	| 'COMPLETED'
	| 'FAILED'
	| 'MISSED';

export interface Call {
	id: string;
	/** Of the provider. */
	externalCallId: string;
	numberId: string;
	/** OUTBOUND calls are ours. */
	direction: 'INBOUND' | 'OUTBOUND';
	status: CallStatus;
	/** The other side. */
	peer: string;
	bizOpaqueCallbackData: string | null;
	startedAt: string;
	connectedAt: string | null;
	endedAt: string | null;
	/** Why it failed. */
	errorCode: string | null;
	updatedAt: string;
	/** Meta only: how the two sides speak to one another. */
	sdpOffer: string | null;
	sdpAnswer: string | null;
	/** Addresses of recordings, in the order in which they are played. */
	recordings: string[];
}

/** Whether somebody lets a Meta number call; nobody does without being asked. */
export interface CallPermission {
	numberId: string;
	peer: string;
	status: 'NO_PERMISSION' | 'TEMPORARY' | 'PERMANENT';
}

/** Somebody was asked whether they may be called. */
export interface CallQuestion {
	numberId: string;
	peer: string;
	/** What was written above it. */
	text: string | null;
	/** WhatsApp id. */
	messageId: string;
}
