import type { INodeParameters } from 'n8n-workflow';

import { KEYS, NUMBERS, PEOPLE } from 'pilotstatus-reference-server';
import type { State } from 'pilotstatus-reference-server';
import { anyId } from './rows.mts';
import type { Row } from './rows.mts';

const call = (
	operation: string,
	parameters: INodeParameters,
	row: Pick<Row, 'call' | 'route' | 'items' | 'writes'> & Partial<Row>,
): Row => ({
	name: `call: ${operation}`,
	parameters: { resource: 'call', operation, ...parameters },
	...row,
});

type Call = State['calls'][number];

/** A call of Ana's to the number on Evolution GO. */
const ofAna: Call = {
	id: 'call_1',
	externalCallId: '3CALL1',
	numberId: NUMBERS.go.id,
	direction: 'INBOUND',
	status: 'RINGING',
	peer: PEOPLE.ana,
	bizOpaqueCallbackData: null,
	startedAt: '2026-01-05T12:00:00.000Z',
	connectedAt: null,
	endedAt: null,
	errorCode: null,
	updatedAt: '2026-01-05T12:00:00.000Z',
	sdpOffer: null,
	sdpAnswer: null,
	recordings: [],
};

/** Rings three times under one id of the provider's, which stays with those that still ring: one for each item. */
function ringThrice({ calls }: State): void {
	for (const id of ['call_1', 'call_2', 'call_3']) {
		const ringing: Call = { ...ofAna, id, recordings: [] };
		const externalCallId = { get: () => (ringing.status === 'RINGING' ? '3/CALL' : 'dealt with') };
		calls.push(Object.defineProperty(ringing, 'externalCallId', externalCallId));
	}
}

const at = '/calls/3%2FCALL';
const callId = '3/CALL';
const ringing = (operation: string, path: string, status: string, more: Partial<Row> = {}) =>
	call(
		operation,
		{ callId, ...more.parameters },
		{
			call: `POST ${at}/${path}`,
			route: `POST /calls/:callId/${path}`,
			arrange: ringThrice,
			items: [{ success: true, id: anyId, status }],
			writes: true,
			...(more.body !== undefined && { body: more.body }),
		},
	);

const ofMeta = { key: KEYS.metaOba };
const mediaUrl = 'https://example.com/aviso.mp3';

/** The operations on calls. */
export const callRows: Row[] = [
	call(
		'getAll',
		{},
		{
			call: 'GET /calls',
			route: 'GET /calls',
			arrange: ({ calls }) => calls.push(ofAna),
			items: [{ id: 'call_1', direction: 'INBOUND', peerNumber: `+${PEOPLE.ana}` }],
			writes: false,
		},
	),
	call(
		'get',
		{ callId: 'call_1' },
		{
			call: 'GET /calls/call_1',
			route: 'GET /calls/:callId',
			arrange: ({ calls }) => calls.push(ofAna),
			items: [{ id: 'call_1', status: 'RINGING', durationSeconds: null }],
			writes: false,
		},
	),
	call(
		'start',
		{ to: '55 11 98765-4321' },
		{
			call: 'POST /calls',
			route: 'POST /calls',
			body: { to: `+${PEOPLE.ana}` },
			items: [{ id: anyId, externalCallId: anyId, status: 'INITIATED' }],
			writes: true,
		},
	),
	ringing('accept', 'accept', 'ACCEPTED', { body: {} }),
	ringing('reject', 'reject', 'REJECTED'),
	ringing('hangUp', 'terminate', 'COMPLETED'),
	ringing('play', 'play', 'RINGING', { parameters: { mediaUrl }, body: { mediaUrl } }),
	call(
		'getPermission',
		{ to: PEOPLE.ana },
		{
			...ofMeta,
			call: 'GET /calls/permissions',
			route: 'GET /calls/permissions',
			items: [{ permission: { status: 'no_permission' }, actions: [] }],
			writes: false,
		},
	),
	call(
		'requestPermission',
		{ to: PEOPLE.ana, text: 'Podemos ligar?' },
		{
			...ofMeta,
			call: 'POST /calls/permissions/request',
			route: 'POST /calls/permissions/request',
			body: { to: `+${PEOPLE.ana}`, text: 'Podemos ligar?' },
			items: [{ messageId: anyId }],
			writes: true,
		},
	),
];
